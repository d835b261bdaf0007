import { useTranslation } from 'react-i18next'
import { ChoicesForm } from './choices-form.tsx'
import type { FormProps } from './form.ts'

/** A question with up to three answers to tap. */
export function ButtonsForm({ onSend, onClose }: FormProps) {
  const { t } = useTranslation()
  return (
    <ChoicesForm
      title={t('attach.buttons')}
      lines={2}
      most={3}
      longest={20}
      onAsk={(body, buttons) => onSend({ type: 'interactive', interactive: { kind: 'buttons', body, buttons } })}
      onClose={onClose}
    />
  )
}
