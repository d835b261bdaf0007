import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../../ui/field.tsx'
import { AttachForm } from './form.tsx'
import { filled, Lines } from './lines.tsx'
import type { FormProps } from './menu.tsx'

/** Sends an approved template by its name; it goes out also when the 24 hours are over. */
export function TemplateForm({ onSend, onClose }: FormProps) {
  const { t, i18n } = useTranslation()
  const [name, setName] = useState('')
  const [language, setLanguage] = useState(i18n.language)
  const [values, setValues] = useState([''])
  const given = filled(values)
  const submit = () => {
    const parameters = given.map(text => ({ type: 'text', text }))
    const components = parameters.length > 0 ? [{ type: 'body', parameters }] : undefined
    onSend({
      type: 'template',
      template: { name: name.trim(), language: language.trim(), ...(components && { components }) },
    })
    onClose()
  }
  return (
    <AttachForm
      title={t('attach.template')}
      about={t('attach.templateAbout')}
      onSubmit={name.trim() && language.trim() ? submit : null}
      onClose={onClose}
    >
      <Field
        label={t('attach.templateName')}
        hint={t('attach.templateNameHint')}
        dir="ltr"
        maxLength={512}
        value={name}
        onChange={event => setName(event.target.value)}
        data-testid="template-name"
      />
      <Field
        label={t('attach.templateLanguage')}
        dir="ltr"
        maxLength={20}
        placeholder="en_US"
        value={language}
        onChange={event => setLanguage(event.target.value)}
        data-testid="template-language"
      />
      <Lines
        label={t('attach.templateValue')}
        values={values}
        most={10}
        longest={1024}
        onChange={setValues}
        testid="template-value"
      />
    </AttachForm>
  )
}
