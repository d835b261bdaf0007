import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../../../ui/field.tsx'
import type { FormProps } from './form.ts'
import { AttachForm } from './form.tsx'
import { filled, Lines } from './lines.tsx'

/** A question with up to three answers to tap. */
export function ButtonsForm({ onSend, onClose }: FormProps) {
  const { t } = useTranslation()
  const [body, setBody] = useState('')
  const [titles, setTitles] = useState(['', ''])
  const given = filled(titles)
  const submit = () => {
    const buttons = given.map((title, at) => ({ id: `choice-${at + 1}`, title }))
    onSend({ type: 'interactive', interactive: { kind: 'buttons', body: body.trim(), buttons } })
    onClose()
  }
  return (
    <AttachForm
      title={t('attach.buttons')}
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
      <Lines
        label={t('attach.answer')}
        values={titles}
        most={3}
        longest={20}
        onChange={setTitles}
        testid="choices-title"
      />
    </AttachForm>
  )
}
