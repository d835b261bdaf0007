import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../lib/error-text.ts'
import { fieldErrors } from '../../lib/field-errors.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { FormError } from '../identity/auth-layout.tsx'
import type { CloudCredentials, NewChannel } from './changes.ts'

const FIELDS = [
  { name: 'phoneNumberId', secret: false },
  { name: 'wabaId', secret: false },
  { name: 'accessToken', secret: true },
  { name: 'appSecret', secret: true },
] as const

interface CloudFormProps {
  busy: boolean
  error: unknown
  onSubmit: (channel: NewChannel) => void
}

/** What Meta's Cloud API needs, each with the place where it is found. Secrets are stored encrypted and never shown again. */
export function CloudForm({ busy, error, onSubmit }: CloudFormProps) {
  const { t } = useTranslation()
  const text = useErrorText()
  const [name, setName] = useState('WhatsApp')
  const [form, setForm] = useState<CloudCredentials>({ phoneNumberId: '', wabaId: '', accessToken: '', appSecret: '' })
  const refused = fieldErrors(error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit({ provider: 'cloud_api', name, credentials: form })
  }
  return (
    <form onSubmit={submit} className="grid gap-4" autoComplete="off">
      <Field
        label={t('channels.name')}
        hint={t('channels.nameHint')}
        required
        maxLength={100}
        value={name}
        error={refused.name}
        onChange={event => setName(event.target.value)}
      />
      {FIELDS.map(field => (
        <Field
          key={field.name}
          label={t(`channels.field.${field.name}`)}
          hint={t(`channels.hint.${field.name}`)}
          required
          dir="ltr"
          type={field.secret ? 'password' : 'text'}
          autoComplete={field.secret ? 'new-password' : 'off'}
          value={form[field.name]}
          error={refused[field.name]}
          onChange={event => setForm({ ...form, [field.name]: event.target.value.trim() })}
          data-testid={`channel-${field.name}`}
        />
      ))}
      <FormError text={error ? text(error) : null} />
      <Button type="submit" look="primary" busy={busy} className="justify-self-end" data-testid="channel-connect">
        {t('channels.connect')}
      </Button>
    </form>
  )
}
