import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../../lib/api/error-text.ts'
import { fieldErrors } from '../../../lib/api/field-errors.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { toast } from '../../../ui/toast.tsx'
import { PasswordField } from '../password-field.tsx'
import { changePassword } from '../session.ts'
import { sessionsQuery } from './queries.ts'

/** Changes the password; every other session ends. */
export function PasswordForm({ email, name }: { email: string; name: string }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const client = useQueryClient()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = useMutation({
    mutationFn: () => changePassword(current, next),
    onSuccess: () => {
      setCurrent('')
      setNext('')
      toast(t('account.passwordChanged'))
      void client.invalidateQueries({ queryKey: sessionsQuery.queryKey })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate()
  }
  return (
    <form onSubmit={submit} className="grid gap-4">
      <h2 className="text-lg font-semibold">{t('account.password')}</h2>
      {/* For password managers, which keep a password by the name it belongs to. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <Field
        label={t('account.currentPassword')}
        type="password"
        autoComplete="current-password"
        required
        maxLength={200}
        value={current}
        onChange={event => setCurrent(event.target.value)}
        data-testid="current-password"
      />
      <PasswordField
        label={t('account.newPassword')}
        value={next}
        own={[email, name]}
        error={fieldErrors(change.error).newPassword}
        onChange={setNext}
      />
      <FormError text={change.error && text(change.error)} />
      <Button type="submit" busy={change.isPending} className="justify-self-start" data-testid="change-password">
        {t('account.changePassword')}
      </Button>
    </form>
  )
}
