import { useMutation } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../../lib/api/client.ts'
import { useErrorText } from '../../../lib/api/error-text.ts'
import { fieldErrors } from '../../../lib/api/field-errors.ts'
import { session } from '../../../lib/session/session.ts'
import { Button } from '../../../ui/button.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { toast } from '../../../ui/toast.tsx'
import { AuthLayout } from '../auth-layout.tsx'
import { PasswordField } from '../password-field.tsx'
import { linkToken } from './link-token.ts'

/** Where the mailed link for a new password leads. */
export function ResetPage() {
  const { t } = useTranslation()
  const text = useErrorText()
  const router = useRouter()
  const [token] = useState(linkToken)
  const [password, setPassword] = useState('')
  const reset = useMutation({
    mutationFn: () => data(api.POST('/api/v1/auth/password/reset', { body: { token, password } })),
    onSuccess: () => {
      session.end()
      toast(t('reset.done'))
      router.history.push('/login')
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    reset.mutate()
  }
  return (
    <AuthLayout title={t('reset.title')} about={t('reset.about')}>
      <form onSubmit={submit} className="grid gap-4">
        <PasswordField value={password} own={[]} error={fieldErrors(reset.error).password} onChange={setPassword} />
        <FormError text={reset.error && text(reset.error)} />
        <Button type="submit" look="primary" busy={reset.isPending} className="h-10" data-testid="reset-submit">
          {t('reset.submit')}
        </Button>
      </form>
      <p className="mt-6">
        <Link to="/forgot-password" className="font-medium text-brand underline underline-offset-2">
          {t('reset.again')}
        </Link>
      </p>
    </AuthLayout>
  )
}
