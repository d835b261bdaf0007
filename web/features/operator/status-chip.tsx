import { useTranslation } from 'react-i18next'
import { Chip } from '../../ui/chip.tsx'

const TONES = { active: 'brand', trial: 'blue', suspended: 'red' } as const

/** Whether a business works. */
export function StatusChip({ status }: { status: keyof typeof TONES }) {
  const { t } = useTranslation()
  return <Chip tone={TONES[status]}>{t(`operator.status.${status}`)}</Chip>
}
