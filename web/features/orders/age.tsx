import { useTranslation } from 'react-i18next'
import type { Order } from '../../lib/api/types.ts'
import { useNow } from '../../lib/hooks.ts'
import { Chip } from '../../ui/chip.tsx'
import { minutesBetween } from './describe.ts'
import { STATUS_TONE } from './status.ts'

/** How long an order has had its status. */
export function OrderAge({ order }: { order: Order }) {
  const { t } = useTranslation()
  const minutes = minutesBetween(order.updatedAt, useNow())
  const text =
    minutes < 60
      ? t('time.minutes', { count: minutes })
      : minutes < 48 * 60
        ? t('time.hours', { count: Math.floor(minutes / 60) })
        : t('time.days', { count: Math.floor(minutes / 1440) })
  return <Chip tone={STATUS_TONE[order.status]}>{text}</Chip>
}
