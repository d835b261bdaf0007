import { useInfiniteQuery } from '@tanstack/react-query'
import { conversationsQuery, UNREAD_FILTER } from '../features/inbox/index.ts'
import { ordersQuery } from '../features/orders/index.ts'
import { useMay } from '../lib/session/me.ts'

/** How much waits in each room, from lists that live events keep up to date; null: nothing. */
export function useBadges(): Record<'inbox' | 'orders', string | null> {
  const unread = useInfiniteQuery({ ...conversationsQuery(UNREAD_FILTER), enabled: useMay('conversations:read') })
  const waiting = useInfiniteQuery({ ...ordersQuery({ status: 'confirmed' }), enabled: useMay('orders:read') })
  return {
    inbox: badge(unread.data?.pages[0]?.items.filter(item => item.unreadCount > 0).length, unread.hasNextPage),
    orders: badge(
      waiting.data?.pages[0]?.items.filter(item => item.status === 'confirmed').length,
      waiting.hasNextPage,
    ),
  }
}

const badge = (count = 0, more = false): string | null => (count ? `${count}${more ? '+' : ''}` : null)
