import { useTranslation } from 'react-i18next'
import type { Order } from '../../lib/api/types.ts'
import { OrderCard } from './card.tsx'
import type { OrderStatus } from './status.ts'

const COLUMNS: Array<{ name: 'confirmed' | 'preparing' | 'ready' | 'out_for_delivery'; statuses: OrderStatus[] }> = [
  { name: 'confirmed', statuses: ['draft', 'confirmed'] },
  { name: 'preparing', statuses: ['preparing'] },
  { name: 'ready', statuses: ['ready'] },
  { name: 'out_for_delivery', statuses: ['out_for_delivery'] },
]

interface OrderBoardProps {
  orders: Order[]
  /** There are older orders that were not read: a column may hold more than it counts. */
  more: boolean
  openId?: string
}

/** Orders in progress, one column for each status. In each, the longest wait comes first. */
export function OrderBoard({ orders, more, openId }: OrderBoardProps) {
  const { t } = useTranslation()
  return (
    <div className="grid h-full grid-cols-[repeat(4,minmax(220px,1fr))] gap-3.5 overflow-x-auto p-4 sm:px-6.5">
      {COLUMNS.map(column => {
        const here = orders.filter(order => column.statuses.includes(order.status)).toReversed()
        return (
          <section key={column.name} className="flex min-h-0 flex-col rounded-lg bg-sunken">
            <h2 className="flex justify-between px-4 pt-3.5 pb-2 text-sm font-semibold text-ink-2">
              {t(`orders.status.${column.name}`)}
              <span className="num">{`${here.length}${more ? '+' : ''}`}</span>
            </h2>
            <div className="flex min-h-0 flex-1 flex-col gap-2 overflow-y-auto p-2.5 pt-1">
              {here.map(order => (
                <OrderCard key={order.id} order={order} open={order.id === openId} />
              ))}
            </div>
          </section>
        )
      })}
    </div>
  )
}
