import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../../../ui/field.tsx'
import { AttachForm } from './form.tsx'
import { filled, Lines } from './lines.tsx'

/** An answer that a customer may tap. */
interface Choice {
  id: string
  title: string
}

interface ChoicesFormProps {
  title: string
  /** Empty lines to begin with, how many there may be, and the longest text of one. */
  lines: number
  most: number
  longest: number
  /** What this form asks for between the question and its answers. */
  children?: ReactNode
  onAsk: (body: string, choices: Choice[]) => void
  onClose: () => void
}

/** A question, and the answers to choose from. */
export function ChoicesForm({ title, lines, most, longest, children, onAsk, onClose }: ChoicesFormProps) {
  const { t } = useTranslation()
  const [body, setBody] = useState('')
  const [titles, setTitles] = useState(() => Array<string>(lines).fill(''))
  const choices = filled(titles).map((choice, at) => ({ id: `choice-${at + 1}`, title: choice }))
  const submit = () => {
    onAsk(body.trim(), choices)
    onClose()
  }
  return (
    <AttachForm
      title={title}
      about={t('attach.choicesAbout')}
      onSubmit={body.trim() && choices.length > 0 ? submit : null}
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
      {children}
      <Lines
        label={t('attach.answer')}
        values={titles}
        most={most}
        longest={longest}
        onChange={setTitles}
        testid="choices-title"
      />
    </AttachForm>
  )
}
