import { type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import { conversationsQuery, UNREAD_FILTER } from '../features/inbox/index.ts'
import { ordersQuery } from '../features/orders/index.ts'
import { type Pages, rowsOf } from '../lib/api/pages.ts'
import { useMay } from '../lib/session/me.ts'

/** How much waits in each room, from lists that live events keep up to date; null: nothing. */
export function useBadges(): Record<'inbox' | 'orders', string | null> {
  const unread = useInfiniteQuery({ ...conversationsQuery(UNREAD_FILTER), enabled: useMay('conversations:read') })
  const waiting = useInfiniteQuery({ ...ordersQuery({ status: 'confirmed' }), enabled: useMay('orders:read') })
  return { inbox: badgeOf(unread), orders: badgeOf(waiting) }
}

type Listed = Pick<UseInfiniteQueryResult<Pages<{ id: string }>>, 'data' | 'hasNextPage'>

/**
 * The number of rows that were read, with a plus when there are more; live events remove rows that no longer belong
 * there.
 */
export function badgeOf({ data, hasNextPage }: Listed): string | null {
  const count = rowsOf(data).length
  if (count === 0 && !hasNextPage) return null
  return `${count || ''}${hasNextPage ? '+' : ''}`
}
