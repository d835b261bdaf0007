import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../../../ui/field.tsx'
import { ChoicesForm } from './choices-form.tsx'
import type { FormProps } from './form.ts'

/** A question with up to ten answers behind a button. */
export function ListForm({ onSend, onClose }: FormProps) {
  const { t } = useTranslation()
  const [label, setLabel] = useState('')
  const button = label.trim() || t('attach.choose')
  return (
    <ChoicesForm
      title={t('attach.list')}
      lines={3}
      most={10}
      longest={24}
      onAsk={(body, rows) =>
        onSend({ type: 'interactive', interactive: { kind: 'list', body, button, sections: [{ rows }] } })
      }
      onClose={onClose}
    >
      <Field
        label={t('attach.listButton')}
        dir="auto"
        maxLength={20}
        placeholder={t('attach.choose')}
        value={label}
        onChange={event => setLabel(event.target.value)}
      />
    </ChoicesForm>
  )
}
