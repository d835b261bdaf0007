import { useMutation } from '@tanstack/react-query'
import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../lib/api/error-text.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { AuthLayout } from './auth-layout.tsx'
import { PasskeyButton } from './passkeys/passkey-button.tsx'
import { logIn } from './session.ts'
import { challengeOf } from './two-factor/challenge.ts'
import { SecondStep } from './two-factor/second-step.tsx'

/** The page for people who have an account. */
export function LoginPage() {
  const { t } = useTranslation()
  const text = useErrorText()
  const router = useRouter()
  const { to } = useSearch({ from: '/login' })
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const login = useMutation({
    mutationFn: () => logIn(email, password),
    onSuccess: () => goOn(),
  })
  const goOn = () => router.history.push(to ?? '/inbox')
  const asked = challengeOf(login.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    login.mutate()
  }
  const begin = () => {
    setPassword('')
    login.reset()
  }
  if (asked) return <SecondStep asked={asked} onBack={begin} onDone={goOn} />
  return (
    <AuthLayout title={t('login.title')} about={t('login.about')}>
      <form onSubmit={submit} className="grid gap-4">
        <Field
          label={t('identity.email')}
          type="email"
          autoComplete="username"
          required
          dir="ltr"
          value={email}
          onChange={event => setEmail(event.target.value)}
          data-testid="login-email"
        />
        <Field
          label={t('identity.password')}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={event => setPassword(event.target.value)}
          data-testid="login-password"
        />
        <FormError text={login.error && text(login.error)} />
        <Button type="submit" look="primary" busy={login.isPending} className="h-10" data-testid="login-submit">
          {t('login.submit')}
        </Button>
      </form>
      <div className="mt-3 grid">
        <PasskeyButton onDone={goOn} />
      </div>
      <OtherPages />
    </AuthLayout>
  )
}

function OtherPages() {
  const { t } = useTranslation()
  return (
    <>
      <p className="mt-6">
        <Link
          to="/forgot-password"
          className="font-medium text-brand underline underline-offset-2"
          data-testid="forgot"
        >
          {t('login.forgot')}
        </Link>
      </p>
      <p className="mt-2 text-ink-2">
        {t('login.noAccount')}{' '}
        <Link to="/register" className="font-medium text-brand underline underline-offset-2">
          {t('login.register')}
        </Link>
      </p>
    </>
  )
}
