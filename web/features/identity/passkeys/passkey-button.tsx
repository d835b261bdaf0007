import { useMutation } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../../lib/api/error-text.ts'
import { Button } from '../../../ui/button.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { logInByPasskey, passkeysWork } from './ceremony.ts'

/** Signs in without a password; nothing where the browser has no passkeys. */
export function PasskeyButton({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const logIn = useMutation({ mutationFn: logInByPasskey, onSuccess: onDone })
  if (!passkeysWork()) return null
  return (
    <div className="grid gap-3">
      <FormError text={logIn.error && text(logIn.error)} />
      <Button busy={logIn.isPending} onClick={() => logIn.mutate()} className="h-10" data-testid="passkey-login">
        <KeyRound aria-hidden className="size-4" strokeWidth={1.7} />
        {t('passkeys.signIn')}
      </Button>
    </div>
  )
}
