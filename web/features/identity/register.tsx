import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../lib/api/error-text.ts'
import { fieldErrors } from '../../lib/api/field-errors.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { AuthLayout } from './auth-layout.tsx'
import { BusinessTypes } from './business-types.tsx'
import { PASSWORD_FIELD, PasswordField } from './password-field.tsx'
import { strengthOf } from './password-rules.ts'
import { guessRegion } from './region.ts'
import { RegionFold } from './region-fields.tsx'
import { type NewBusiness, registerBusiness } from './session.ts'

const start = (language: string): NewBusiness => ({
  businessName: '',
  businessType: 'restaurant',
  name: '',
  email: '',
  password: '',
  ...guessRegion(language),
})

/** The page for a new business: a few answers; the rest is guessed and can be changed. */
export function RegisterPage() {
  const { t, i18n } = useTranslation()
  const text = useErrorText()
  const navigate = useNavigate()
  const [form, setForm] = useState(() => start(i18n.language))
  const register = useMutation({
    mutationFn: () => registerBusiness(form),
    onSuccess: () => navigate({ to: '/inbox' }),
  })
  const set = (change: Partial<NewBusiness>) => setForm(before => ({ ...before, ...change }))
  const refused = fieldErrors(register.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (strengthOf(form.password) !== 'short') return register.mutate()
    // The meter below the field says how much is missing.
    document.getElementById(PASSWORD_FIELD)?.focus()
  }
  return (
    <AuthLayout title={t('register.title')} about={t('register.about')}>
      <form onSubmit={submit} className="grid gap-4">
        <Field
          label={t('register.businessName')}
          required
          maxLength={200}
          autoComplete="organization"
          value={form.businessName}
          error={refused.businessName}
          onChange={event => set({ businessName: event.target.value })}
          data-testid="register-business"
        />
        <BusinessTypes value={form.businessType} onChange={businessType => set({ businessType })} />
        <PersonFields form={form} refused={refused} set={set} />
        <RegionFold value={form} onChange={set} />
        <FormError text={register.error && text(register.error)} />
        <Button type="submit" look="primary" busy={register.isPending} className="h-10" data-testid="register-submit">
          {t('register.submit')}
        </Button>
      </form>
      <p className="mt-6 text-ink-2">
        {t('register.haveAccount')}{' '}
        <Link to="/login" className="font-medium text-brand underline underline-offset-2">
          {t('login.submit')}
        </Link>
      </p>
    </AuthLayout>
  )
}

interface PersonProps {
  form: NewBusiness
  refused: Record<string, string>
  set: (change: Partial<NewBusiness>) => void
}

function PersonFields({ form, refused, set }: PersonProps) {
  const { t } = useTranslation()
  return (
    <>
      <Field
        label={t('identity.name')}
        required
        maxLength={200}
        autoComplete="name"
        value={form.name}
        error={refused.name}
        onChange={event => set({ name: event.target.value })}
        data-testid="register-name"
      />
      <Field
        label={t('identity.email')}
        type="email"
        required
        dir="ltr"
        autoComplete="username"
        value={form.email}
        error={refused.email}
        onChange={event => set({ email: event.target.value })}
        data-testid="register-email"
      />
      <PasswordField
        value={form.password}
        own={[form.name, form.businessName, form.email]}
        error={refused.password}
        onChange={password => set({ password })}
      />
    </>
  )
}
