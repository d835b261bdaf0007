import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../../lib/api/error-text.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { toast } from '../../../ui/toast.tsx'
import { nameOfDevice } from '../account/device-name.ts'
import { ShownCodes } from '../two-factor/recovery-codes.tsx'
import { makePasskey } from './ceremony.ts'
import { useReadAgain } from './queries.ts'

/** Names a new passkey, and lets the browser make it. The first second factor brings recovery codes. */
export function AddPasskey({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const readAgain = useReadAgain()
  const [name, setName] = useState(() => nameOfDevice(navigator.userAgent))
  const done = () => {
    readAgain()
    onClose()
  }
  const make = useMutation({
    mutationFn: () => makePasskey(name),
    onSuccess: ({ recoveryCodes }) => {
      toast(t('passkeys.added'))
      if (!recoveryCodes) done()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate()
  }
  if (make.data?.recoveryCodes) return <ShownCodes codes={make.data.recoveryCodes} onClose={done} />
  return (
    <Dialog open onClose={onClose} title={t('passkeys.add')} about={t('passkeys.addAbout')}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={t('passkeys.name')}
          hint={t('passkeys.nameHint')}
          required
          maxLength={100}
          value={name}
          onChange={event => setName(event.target.value)}
          data-testid="passkey-name"
        />
        <FormError text={make.error && text(make.error)} />
        <DialogActions>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" look="primary" busy={make.isPending} data-testid="passkey-make">
            {t('passkeys.make')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
