import { Link } from '@tanstack/react-router'
import { ShoppingBag } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Order } from '../../../lib/api/types.ts'
import { useFormats } from '../../../lib/hooks.ts'
import { useMay } from '../../../lib/session/me.ts'
import { Button } from '../../../ui/button.tsx'
import { StatusChip, stepOf, useMoveOrder } from '../../orders/index.ts'

/** An order where it was placed in the talk, with its next step. */
export function OrderNote({ order }: { order: Order }) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <article
      data-testid="thread-order"
      className="num mt-2.5 w-[380px] max-w-full self-start overflow-hidden rounded-lg border border-line-strong bg-surface"
    >
      <h3 className="flex items-center gap-2 border-b border-line px-3.5 py-[11px] font-semibold">
        <ShoppingBag aria-hidden className="size-[18px]" strokeWidth={1.7} />
        {t('orders.one')} #{order.number}
        <span className="ms-auto">
          <StatusChip status={order.status} />
        </span>
      </h3>
      <ul className="px-3.5 py-2">
        {order.lines.map(line => (
          <li key={line.position} className="flex justify-between gap-3 py-[3px]">
            <span className="people min-w-0">
              {line.quantity} × {line.name}
              {line.note && <small className="people block text-sm text-ink-3">{line.note}</small>}
            </span>
            <span>{format.amount(line.total)}</span>
          </li>
        ))}
      </ul>
      <p className="people px-3.5 pb-2.5 text-sm text-ink-2">
        {[
          t(`orders.${order.fulfilment}`),
          order.branch?.name ?? order.address?.text,
          t(`orders.payment.${order.paymentMethod}`),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <div className="flex justify-between border-t border-line px-3.5 py-[9px] font-semibold">
        <span>{t('orders.total')}</span>
        <span>{format.money(order.total)}</span>
      </div>
      <Actions order={order} />
    </article>
  )
}

function Actions({ order }: { order: Order }) {
  const { t } = useTranslation()
  const may = useMay('orders:write')
  const move = useMoveOrder(order)
  const step = stepOf(order.nextStatuses)
  return (
    <div className="flex gap-2 border-t border-line bg-paper px-3.5 py-2.5">
      {may && step && (
        <Button className="flex-1" busy={move.isPending} onClick={() => move.mutate(step)}>
          {t(`orders.step.${step}`)}
        </Button>
      )}
      <Link
        to="/orders/$orderId"
        params={{ orderId: order.id }}
        search={{ view: 'all' }}
        className="inline-flex h-8 flex-1 items-center justify-center rounded-sm border border-line-strong bg-surface px-3 font-medium hover:bg-sunken"
      >
        {t('orders.open')}
      </Link>
    </div>
  )
}
