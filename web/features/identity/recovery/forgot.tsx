import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../../lib/api/client.ts'
import { useErrorText } from '../../../lib/api/error-text.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { AuthLayout } from '../auth-layout.tsx'

/** Asks for a link by mail. It says the same for every address. */
export function ForgotPage() {
  const { t } = useTranslation()
  const text = useErrorText()
  const [email, setEmail] = useState('')
  const ask = useMutation({ mutationFn: () => data(api.POST('/api/v1/auth/password/forgot', { body: { email } })) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    ask.mutate()
  }
  return (
    <AuthLayout title={t('forgot.title')} about={t('forgot.about')}>
      {ask.isSuccess ? (
        <p role="status" data-testid="forgot-done">
          {t('forgot.done', { email })}
        </p>
      ) : (
        <form onSubmit={submit} className="grid gap-4">
          <Field
            label={t('identity.email')}
            type="email"
            autoComplete="username"
            required
            dir="ltr"
            value={email}
            onChange={event => setEmail(event.target.value)}
            data-testid="forgot-email"
          />
          <FormError text={ask.error && text(ask.error)} />
          <Button type="submit" look="primary" busy={ask.isPending} className="h-10" data-testid="forgot-submit">
            {t('forgot.submit')}
          </Button>
        </form>
      )}
      <p className="mt-6">
        <Link to="/login" className="font-medium text-brand underline underline-offset-2">
          {t('forgot.back')}
        </Link>
      </p>
    </AuthLayout>
  )
}
