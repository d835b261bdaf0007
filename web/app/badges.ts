import { type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import type { ParseKeys } from 'i18next'
import { isBroken, useChannels } from '../features/channels/index.ts'
import { conversationsQuery, UNREAD_FILTER } from '../features/inbox/index.ts'
import { ordersQuery } from '../features/orders/index.ts'
import { type Pages, rowsOf } from '../lib/api/pages.ts'
import { useMay } from '../lib/session/me.ts'

/** What stands on a room's icon, and what is said for it. */
export interface Badge {
  text: string
  says: ParseKeys
  count: number
}

/** How much waits in each room, from lists that live events keep up to date; null: nothing. */
export function useBadges(): Record<'inbox' | 'orders' | 'channels', Badge | null> {
  const unread = useInfiniteQuery({ ...conversationsQuery(UNREAD_FILTER), enabled: useMay('conversations:read') })
  const waiting = useInfiniteQuery({ ...ordersQuery({ status: 'confirmed' }), enabled: useMay('orders:read') })
  const broken = useChannels().data?.items.filter(isBroken).length ?? 0
  return {
    inbox: badgeOf(unread),
    orders: badgeOf(waiting),
    channels: broken > 0 ? { text: '!', says: 'nav.trouble', count: broken } : null,
  }
}

type Listed = Pick<UseInfiniteQueryResult<Pages<{ id: string }>>, 'data' | 'hasNextPage'>

/** More than two digits and a plus would lie over the icon. */
const MOST = 99

/** As many as the list has read, with a plus when there are more; live events take out what does not belong there any more. */
export function badgeOf({ data, hasNextPage }: Listed): Badge | null {
  const count = rowsOf(data).length
  if (count === 0 && !hasNextPage) return null
  const more = hasNextPage || count > MOST
  return { text: `${Math.min(count, MOST) || ''}${more ? '+' : ''}`, says: 'nav.waiting', count: Math.max(1, count) }
}
