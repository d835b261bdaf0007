import { useTranslation } from 'react-i18next'
import { Chip } from '../../ui/chip.tsx'
import { type OrderStatus, STATUS_TONE } from './status.ts'

/** The status of an order, in words. */
export function StatusChip({ status }: { status: OrderStatus }) {
  const { t } = useTranslation()
  return <Chip tone={STATUS_TONE[status]}>{t(`orders.status.${status}`)}</Chip>
}
