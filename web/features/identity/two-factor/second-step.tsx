import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../../lib/api/error-text.ts'
import { ApiError } from '../../../lib/api/errors.ts'
import { Button } from '../../../ui/button.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { AuthLayout } from '../auth-layout.tsx'
import { PasskeyButton } from '../passkeys/passkey-button.tsx'
import { finishLogIn } from '../session.ts'
import type { Challenge } from './challenge.ts'
import { CodeField } from './code-field.tsx'

interface StepProps {
  asked: Challenge
  /** Back to the password. */
  onBack: () => void
  onDone: () => void
}

/** The second page of signing in. */
export function SecondStep(props: StepProps) {
  const { t } = useTranslation()
  return (
    <AuthLayout title={t('twoFactor.step')} about={t('twoFactor.stepAbout')}>
      <CodeStep {...props} />
    </AuthLayout>
  )
}

/** Asks for a code of the app, or a recovery code, and finishes the sign-in with it. */
export function CodeStep({ asked, onBack, onDone }: StepProps) {
  const { t } = useTranslation()
  const { methods } = asked
  const onlyRecovery = !methods.includes('totp')
  const text = useErrorText()
  const field = useRef<HTMLInputElement>(null)
  const [recovery, setRecovery] = useState(onlyRecovery)
  const [code, setCode] = useState('')
  const finish = useMutation({
    mutationFn: () => finishLogIn(asked.challenge, code),
    onSuccess: onDone,
    // Selected, so that the next try replaces it.
    onError: () => field.current?.select(),
  })
  const over = finish.error instanceof ApiError && finish.error.code === 'CHALLENGE_INVALID'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    finish.mutate()
  }
  const change = () => {
    setRecovery(!recovery)
    setCode('')
    finish.reset()
    field.current?.focus()
  }
  return (
    <>
      {methods.includes('passkey') && (
        <div className="mb-6 grid">
          <PasskeyButton onDone={onDone} />
        </div>
      )}
      <form onSubmit={submit} className="grid gap-4">
        <CodeField ref={field} recovery={recovery} value={code} onChange={setCode} autoFocus />
        <FormError text={finish.error && text(finish.error)} />
        <Button
          type="submit"
          look="primary"
          busy={finish.isPending}
          disabled={over}
          className="h-10"
          data-testid="second-submit"
        >
          {t('login.submit')}
        </Button>
      </form>
      <OtherWays
        recovery={recovery}
        onRecovery={methods.includes('recovery_code') && !onlyRecovery ? change : undefined}
        onBack={onBack}
      />
    </>
  )
}

interface WaysProps {
  recovery: boolean
  /** Changes between app and recovery code; absent: there is nothing to change to. */
  onRecovery: (() => void) | undefined
  onBack: () => void
}

function OtherWays({ recovery, onRecovery, onBack }: WaysProps) {
  const { t } = useTranslation()
  const look = 'font-medium text-brand underline underline-offset-2'
  return (
    <p className="mt-6 flex flex-wrap gap-x-6 gap-y-2">
      {onRecovery && (
        <button type="button" onClick={onRecovery} className={look} data-testid="second-recovery">
          {t(recovery ? 'twoFactor.useApp' : 'twoFactor.useRecovery')}
        </button>
      )}
      <button type="button" onClick={onBack} className={look}>
        {t('twoFactor.back')}
      </button>
    </p>
  )
}
