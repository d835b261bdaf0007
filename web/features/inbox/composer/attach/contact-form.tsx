import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../../../ui/field.tsx'
import type { FormProps } from './form.ts'
import { AttachForm } from './form.tsx'

/** Sends somebody's contact card. */
export function ContactForm({ onSend, onClose }: FormProps) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const [organization, setOrganization] = useState('')
  const submit = () => {
    const company = organization.trim()
    onSend({
      type: 'contacts',
      contacts: [{ name: name.trim(), phones: [{ phone: phone.trim() }], ...(company && { organization: company }) }],
    })
    onClose()
  }
  return (
    <AttachForm title={t('attach.contact')} onSubmit={name.trim() && phone.trim() ? submit : null} onClose={onClose}>
      <Field
        label={t('attach.contactName')}
        maxLength={200}
        value={name}
        onChange={event => setName(event.target.value)}
        data-testid="contact-name"
      />
      <Field
        label={t('attach.contactPhone')}
        type="tel"
        dir="ltr"
        maxLength={40}
        placeholder="+212 6 12 34 56 78"
        value={phone}
        onChange={event => setPhone(event.target.value)}
        data-testid="contact-phone"
      />
      <Field
        label={t('attach.contactCompany')}
        maxLength={200}
        value={organization}
        onChange={event => setOrganization(event.target.value)}
      />
    </AttachForm>
  )
}
