import { useTranslation } from 'react-i18next'
import { Field } from '../../ui/field.tsx'
import type { CredentialField } from './cards.ts'

interface Props {
  fields: ReadonlyArray<Pick<CredentialField, 'name' | 'secret'> & { required: boolean }>
  form: Record<string, string>
  /** The server's errors for single fields. */
  refused: Record<string, string>
  onChange: (form: Record<string, string>) => void
}

/** The fields of a provider, each with the place where its value is found. */
export function CredentialFields({ fields, form, refused, onChange }: Props) {
  const { t } = useTranslation()
  return fields.map(field => (
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
      onChange={event => onChange({ ...form, [field.name]: event.target.value.trim() })}
      data-testid={`channel-${field.name}`}
    />
  ))
}
