import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { SearchX, ShoppingBag } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { rowsOf } from '../../lib/api/pages.ts'
import { useMedia, useNarrow } from '../../lib/hooks.ts'
import { useBot } from '../../lib/session/bot.ts'
import { More } from '../../ui/more.tsx'
import { Failed, State, Waiting } from '../../ui/states.tsx'
import { OrderBoard } from './board.tsx'
import { OrderCard } from './card.tsx'
import { wayToOrder } from './describe.ts'
import { ordersQuery } from './queries.ts'
import { ORDER_VIEWS, type OrderView } from './search.ts'
import { OrderTable } from './table.tsx'

interface ListProps {
  view: OrderView
  q: string
  openId?: string
}

/** One view of the orders: a board for what is under way, a table for the rest, cards at phone width. */
export function OrderList({ view, q, openId }: ListProps) {
  const narrow = useNarrow()
  const wide = useMedia('(width >= 1000px)')
  const statuses = ORDER_VIEWS[view]
  const board = view === 'active' && !q && wide
  const query = useInfiniteQuery(
    ordersQuery({
      ...(statuses ? { status: statuses.join(',') } : {}),
      ...(q ? { q } : {}),
      ...(view === 'active' ? { limit: 200 } : {}),
    }),
  )
  if (query.isError) return <Failed error={query.error} retry={() => void query.refetch()} />
  if (query.isPending) return <Waiting>{board ? <BoardSkeleton /> : <RowSkeletons />}</Waiting>
  const orders = rowsOf(query.data)
  if (!orders.length && !query.hasNextPage) return <NoOrders q={q} view={view} />
  return (
    <>
      {board ? (
        <OrderBoard orders={orders} more={query.hasNextPage} openId={openId} />
      ) : narrow ? (
        <div className="grid grid-cols-1 gap-2.5 p-3">
          {orders.map(order => (
            <OrderCard key={order.id} order={order} open={order.id === openId} withStatus />
          ))}
        </div>
      ) : (
        <OrderTable orders={orders} openId={openId} />
      )}
      <More hasMore={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
    </>
  )
}

function NoOrders({ q, view }: { q: string; view: OrderView }) {
  const { t } = useTranslation()
  const bot = useBot()
  if (q) return <State icon={SearchX} title={t('orders.noMatch')} about={t('orders.noMatchAbout')} />
  const first = view === 'all' || view === 'active'
  return (
    <State icon={ShoppingBag} title={t('orders.none')} about={t(first ? wayToOrder(bot) : 'orders.noneHere')}>
      {first && bot?.answers && bot.canOrder && (
        <Link to="/phone" className="font-medium text-brand underline underline-offset-2">
          {t('inbox.openPhone')}
        </Link>
      )}
    </State>
  )
}

const RowSkeletons = () => (
  <div className="grid gap-3 p-5">
    {[1, 2, 3, 4, 5, 6].map(row => (
      <div key={row} className="skeleton h-11" />
    ))}
  </div>
)

const BoardSkeleton = () => (
  <div className="grid h-full grid-cols-4 gap-3.5 p-5">
    {[1, 2, 3, 4].map(column => (
      <div key={column} className="skeleton h-full rounded-lg" />
    ))}
  </div>
)
