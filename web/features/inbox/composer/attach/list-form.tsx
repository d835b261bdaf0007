import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../../../ui/field.tsx'
import type { FormProps } from './form.ts'
import { AttachForm } from './form.tsx'
import { filled, Lines } from './lines.tsx'

/** A question with up to ten answers behind a button. */
export function ListForm({ onSend, onClose }: FormProps) {
  const { t } = useTranslation()
  const [body, setBody] = useState('')
  const [button, setButton] = useState('')
  const [titles, setTitles] = useState(['', '', ''])
  const given = filled(titles)
  const submit = () => {
    const rows = given.map((title, at) => ({ id: `choice-${at + 1}`, title }))
    onSend({
      type: 'interactive',
      interactive: {
        kind: 'list',
        body: body.trim(),
        button: button.trim() || t('attach.choose'),
        sections: [{ rows }],
      },
    })
    onClose()
  }
  return (
    <AttachForm
      title={t('attach.list')}
      about={t('attach.choicesAbout')}
      onSubmit={body.trim() && given.length > 0 ? submit : null}
      onClose={onClose}
    >
      <Field
        label={t('attach.question')}
        dir="auto"
        maxLength={1024}
        value={body}
        onChange={event => setBody(event.target.value)}
        data-testid="choices-body"
      />
      <Field
        label={t('attach.listButton')}
        dir="auto"
        maxLength={20}
        placeholder={t('attach.choose')}
        value={button}
        onChange={event => setButton(event.target.value)}
      />
      <Lines
        label={t('attach.answer')}
        values={titles}
        most={10}
        longest={24}
        onChange={setTitles}
        testid="choices-title"
      />
    </AttachForm>
  )
}
