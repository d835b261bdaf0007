import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Order } from '../../lib/api/types.ts'
import { cx } from '../../lib/cx.ts'
import { useFormats } from '../../lib/hooks.ts'
import { customerOf, linesText } from './describe.ts'
import { StatusChip } from './status-chip.tsx'

const HEAD =
  'sticky top-0 z-10 bg-paper px-3 py-2 text-sm font-medium text-ink-3 first:ps-4 sm:first:ps-6.5 last:pe-6.5'
const CELL = 'px-3 py-2.5 first:ps-4 sm:first:ps-6.5 last:pe-6.5'

/** Orders as a table; the number is the link, the whole row follows it. */
export function OrderTable({ orders, openId }: { orders: Order[]; openId?: string }) {
  const { t } = useTranslation()
  return (
    <table className="w-full border-separate border-spacing-0">
      <thead>
        <tr>
          <th className={cx(HEAD, 'text-start')}>{t('orders.number')}</th>
          <th className={cx(HEAD, 'text-start')}>{t('orders.customer')}</th>
          <th className={cx(HEAD, 'hidden text-start lg:table-cell')}>{t('orders.items')}</th>
          <th className={cx(HEAD, 'text-start')}>{t('orders.how')}</th>
          <th className={cx(HEAD, 'text-start')}>{t('orders.statusHead')}</th>
          <th className={cx(HEAD, 'text-start')}>{t('orders.placed')}</th>
          <th className={cx(HEAD, 'text-end')}>{t('orders.total')}</th>
        </tr>
      </thead>
      <tbody>
        {orders.map(order => (
          <OrderRow key={order.id} order={order} open={order.id === openId} />
        ))}
      </tbody>
    </table>
  )
}

function OrderRow({ order, open }: { order: Order; open: boolean }) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <tr
      data-testid="order-row"
      className={cx(
        'relative [&>td]:border-b [&>td]:border-line',
        open ? 'bg-brand-soft' : 'bg-surface hover:bg-paper',
      )}
    >
      <td className={cx(CELL, 'num font-semibold')}>
        <Link
          to="/orders/$orderId"
          params={{ orderId: order.id }}
          search={before => before}
          data-row
          className="-outline-offset-2 after:absolute after:inset-0"
        >
          #{order.number}
        </Link>
      </td>
      <td className={cx(CELL, 'max-w-[180px]')}>
        <div className="people truncate">{customerOf(order) ?? t('orders.noName')}</div>
      </td>
      <td className={cx(CELL, 'hidden max-w-[300px] lg:table-cell')}>
        <div className="people truncate text-sm text-ink-2">{linesText(order)}</div>
      </td>
      <td className={cx(CELL, 'text-ink-2')}>{t(`orders.${order.fulfilment}`)}</td>
      <td className={CELL}>
        <StatusChip status={order.status} />
      </td>
      <td className={cx(CELL, 'num whitespace-nowrap text-ink-2')}>{format.dateTime(order.createdAt)}</td>
      <td className={cx(CELL, 'num text-end font-semibold whitespace-nowrap')} data-testid="order-total">
        {format.money(order.total)}
      </td>
    </tr>
  )
}
