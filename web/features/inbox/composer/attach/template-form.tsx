import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutgoingBody } from '../../../../lib/api/types.ts'
import { Field, SelectField } from '../../../../ui/field.tsx'
import type { FormProps } from './form.ts'
import { AttachForm } from './form.tsx'
import { type KnownTemplate, knownTemplates } from './known-templates.ts'
import { filled, Lines } from './lines.tsx'

/** Sends an approved template by its name, also when the 24 hours are over. Known names are offered. */
export function TemplateForm({ channelId, onSend, onClose }: FormProps & { channelId: string | undefined }) {
  const { t, i18n } = useTranslation()
  const known = knownTemplates.of(channelId)
  const [name, setName] = useState('')
  const [language, setLanguage] = useState(i18n.language)
  const [values, setValues] = useState([''])
  const submit = () => {
    onSend(bodyOf({ name: name.trim(), language: language.trim() }, filled(values)))
    onClose()
  }
  return (
    <AttachForm
      title={t('attach.template')}
      about={t('attach.templateAbout')}
      onSubmit={name.trim() && language.trim() ? submit : null}
      onClose={onClose}
    >
      {known.length > 0 && (
        <Known
          templates={known}
          chosen={{ name, language }}
          onChoose={one => {
            setName(one.name)
            setLanguage(one.language)
          }}
        />
      )}
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

function bodyOf(template: KnownTemplate, given: string[]): OutgoingBody {
  const parameters = given.map(text => ({ type: 'text', text }))
  const components = parameters.length > 0 ? [{ type: 'body', parameters }] : undefined
  return { type: 'template', template: { ...template, ...(components && { components }) } }
}

interface KnownProps {
  templates: readonly KnownTemplate[]
  chosen: KnownTemplate
  onChoose: (template: KnownTemplate) => void
}

/** The approved templates to choose from; none is chosen beforehand, and another name may be typed below. */
function Known({ templates, chosen, onChoose }: KnownProps) {
  const { t, i18n } = useTranslation()
  const at = templates.findIndex(one => one.name === chosen.name && one.language === chosen.language)
  return (
    <SelectField
      label={t('attach.templateKnown')}
      value={at}
      onChange={event => onChoose(templates[Number(event.target.value)] ?? { name: '', language: i18n.language })}
      data-testid="template-known"
    >
      <option value={-1}>{t('attach.templateOther')}</option>
      {templates.map(({ name, language }, no) => (
        <option key={`${name} ${language}`} value={no}>
          {`${name} (${language})`}
        </option>
      ))}
    </SelectField>
  )
}
