import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Order } from '../../lib/api/types.ts'
import { cx } from '../../lib/cx.ts'
import { useFormats } from '../../lib/hooks.ts'
import { Chip, OptOutChip } from '../../ui/chip.tsx'
import { OrderAge } from './age.tsx'
import { customerOf, linesText } from './describe.ts'
import { StatusChip } from './status-chip.tsx'

interface CardProps {
  order: Order
  open: boolean
  /** Shows the status too, where no column shows it. */
  withStatus?: boolean
}

/** One order at a glance. */
export function OrderCard({ order, open, withStatus }: CardProps) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <Link
      to="/orders/$orderId"
      params={{ orderId: order.id }}
      search={before => before}
      data-row
      data-testid="order-row"
      className={cx(
        'block shrink-0 rounded-md border bg-surface px-3 py-[11px]',
        open ? 'border-brand inset-ring inset-ring-brand' : 'border-line hover:border-line-strong',
      )}
    >
      <div className="num flex justify-between font-semibold">
        <span>#{order.number}</span>
        <span data-testid="order-total">{format.money(order.total)}</span>
      </div>
      <div className="people truncate">{customerOf(order) ?? t('orders.noName')}</div>
      <p className="people mt-0.5 mb-2 truncate text-sm text-ink-2">{linesText(order)}</p>
      {(order.notInformed || order.contact.optedOutAt) && (
        <div className="mb-1.5 flex flex-wrap gap-1.5">
          <OptOutChip at={order.contact.optedOutAt} />
          {order.notInformed && <Chip tone="warn">{t(`orders.notInformed.${order.notInformed}`)}</Chip>}
        </div>
      )}
      <div className="flex items-center gap-1.5">
        {withStatus ? <StatusChip status={order.status} /> : <OrderAge order={order} />}
        <span className="flex-1" />
        {withStatus && <time className="num text-sm text-ink-3">{format.dateTime(order.createdAt)}</time>}
        <Chip>{t(`orders.${order.fulfilment}`)}</Chip>
      </div>
    </Link>
  )
}
