import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../lib/api/error-text.ts'
import { fieldErrors } from '../../lib/api/field-errors.ts'
import { Button } from '../../ui/button.tsx'
import { DialogActions } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { fieldsOf, given } from './cards.ts'
import type { NewChannel } from './changes.ts'
import { CredentialFields } from './credential-fields.tsx'

interface ProviderFormProps {
  provider: NewChannel['provider']
  busy: boolean
  error: unknown
  onSubmit: (channel: NewChannel) => void
}

/** The form for a provider's credentials. Secrets are stored encrypted and never shown again. */
export function ProviderForm({ provider, busy, error, onSubmit }: ProviderFormProps) {
  const { t } = useTranslation()
  const text = useErrorText()
  const [name, setName] = useState(t(`channels.provider.${provider}`))
  const [form, setForm] = useState<Record<string, string>>({})
  const refused = fieldErrors(error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit({ provider, name, credentials: given(form) })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4" autoComplete="off">
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
      <CredentialFields fields={fieldsOf(provider)} form={form} refused={refused} onChange={setForm} />
      <FormError text={error ? text(error) : null} />
      <DialogActions>
        <Button type="submit" look="primary" busy={busy} data-testid="channel-connect">
          {t('channels.connect')}
        </Button>
      </DialogActions>
    </form>
  )
}
