import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../lib/error-text.ts'
import { fieldErrors } from '../../lib/field-errors.ts'
import { Button } from '../../ui/button.tsx'
import { DialogActions } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { FormError } from '../identity/auth-layout.tsx'
import type { NewChannel } from './changes.ts'
import { type FormProvider, PROVIDER_FIELDS } from './fields.ts'

interface ProviderFormProps {
  provider: FormProvider
  busy: boolean
  error: unknown
  onSubmit: (channel: NewChannel) => void
}

/** What a provider needs, each with the place where it is found. Secrets are stored encrypted and never shown again. */
export function ProviderForm({ provider, busy, error, onSubmit }: ProviderFormProps) {
  const { t } = useTranslation()
  const text = useErrorText()
  const [name, setName] = useState('WhatsApp')
  const [form, setForm] = useState<Record<string, string>>({})
  const refused = fieldErrors(error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // What was left empty is not given: the server then takes its own.
    const credentials = Object.fromEntries(Object.entries(form).filter(([, value]) => value !== ''))
    onSubmit({ provider, name, credentials })
  }
  return (
    <form onSubmit={submit} className="grid gap-4" autoComplete="off">
      <p className="text-ink-2">{t(`channels.providerAbout.${provider}`)}</p>
      <Field
        label={t('channels.name')}
        hint={t('channels.nameHint')}
        required
        maxLength={100}
        value={name}
        error={refused.name}
        onChange={event => setName(event.target.value)}
      />
      {PROVIDER_FIELDS[provider].map(field => (
        <Field
          key={field.name}
          label={t(`channels.field.${field.name}`)}
          hint={t(`channels.hint.${field.name}`)}
          required={field.required}
          dir="ltr"
          type={field.secret ? 'password' : 'text'}
          autoComplete={field.secret ? 'new-password' : 'off'}
          value={form[field.name] ?? ''}
          error={refused[field.name]}
          onChange={event => setForm({ ...form, [field.name]: event.target.value.trim() })}
          data-testid={`channel-${field.name}`}
        />
      ))}
      <FormError text={error ? text(error) : null} />
      <DialogActions>
        <Button type="submit" look="primary" busy={busy} data-testid="channel-connect">
          {t('channels.connect')}
        </Button>
      </DialogActions>
    </form>
  )
}
