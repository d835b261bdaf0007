import type { Placing } from '../../lib/pages.ts'
import type { Conversation } from '../../lib/types.ts'
import type { InboxSearch } from './search.ts'

/** One list of conversations, in the API's words. */
export interface ConversationFilter {
  status?: string
  assigneeId?: string
  channelId?: string
  unread?: boolean
  q?: string
  sort?: 'recent' | 'waiting'
  limit?: number
}

/** What the inbox shows for its tab, order and search. Searching looks everywhere. */
export function filterOf(
  { tab = 'open', sort }: InboxSearch,
  q: string,
  userId: string | undefined,
): ConversationFilter {
  const order = { sort: sort ?? 'recent' } as const
  if (q) return { q, ...order }
  if (tab === 'all') return order
  if (tab === 'unread') return { unread: true, ...order }
  if (tab === 'mine' && userId) return { status: 'open', assigneeId: userId, ...order }
  return { status: 'open', ...order }
}

/** Whether a list shows a conversation, and where. A list that searches decides nothing by itself: see `q`. */
export function placingOf(filter: ConversationFilter): Placing<Conversation> {
  return {
    belongs: row =>
      (!filter.status || row.status === filter.status) &&
      (!filter.assigneeId || row.assigneeId === filter.assigneeId) &&
      (!filter.channelId || row.channelId === filter.channelId) &&
      (!filter.unread || row.unreadCount > 0) &&
      (filter.sort !== 'waiting' || Boolean(row.waitingSince)),
    compare: filter.sort === 'waiting' ? waitingLongest : newest,
  }
}

const newest = (a: Conversation, b: Conversation) =>
  b.lastMessage.at.localeCompare(a.lastMessage.at) || b.id.localeCompare(a.id)

const waitingLongest = (a: Conversation, b: Conversation) =>
  (a.waitingSince ?? '').localeCompare(b.waitingSince ?? '') || a.id.localeCompare(b.id)
