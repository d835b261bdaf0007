import type { Placing } from '../../../lib/api/pages.ts'
import type { Conversation } from '../../../lib/api/types.ts'
import type { InboxSearch } from '../search.ts'

/** One list of conversations, in the API's words. */
export interface ConversationFilter {
  status?: Conversation['status']
  assigneeId?: 'me'
  channelId?: string
  unread?: 'true'
  snoozed?: 'false' | 'any'
  q?: string
  sort?: 'recent' | 'waiting'
  limit?: number
}

/** What the inbox shows for its tab, order and search. Searching looks everywhere; where one works, what is snoozed is out of sight. */
export function filterOf({ tab = 'open', sort }: InboxSearch, q: string): ConversationFilter {
  const order = { sort: sort ?? 'recent' } as const
  if (q) return { q, ...order }
  if (tab === 'all') return { snoozed: 'any', ...order }
  if (tab === 'unread') return { ...UNREAD, ...order }
  if (tab === 'mine') return { ...OPEN, assigneeId: 'me', ...order }
  return { ...OPEN, ...order }
}

const OPEN = { status: 'open', snoozed: 'false' } as const
const UNREAD = { ...OPEN, unread: 'true' } as const

/** What the count on the inbox's icon is made of: what its list of the unread shows. */
export const UNREAD_FILTER: ConversationFilter = { ...filterOf({ tab: 'unread' }, ''), limit: 100 }

/** Whether a list shows a conversation, and where. `userId` is who is signed in. Of a search only the server knows what it finds. */
export function placingOf(filter: ConversationFilter, userId: string | undefined): Placing<Conversation> {
  return {
    belongs: row =>
      (!filter.status || row.status === filter.status) &&
      (!filter.assigneeId || row.assigneeId === userId) &&
      (!filter.channelId || row.channelId === filter.channelId) &&
      (!filter.unread || row.unreadCount > 0) &&
      (filter.snoozed !== 'false' || !isSnoozed(row, Date.now())) &&
      (filter.sort !== 'waiting' || Boolean(row.waitingSince)),
    compare: filter.sort === 'waiting' ? waitingLongest : newest,
  }
}

/** When something was last said; a conversation that was only opened counts from then. */
export const lastAt = (row: Conversation): string => row.lastMessage?.at ?? row.createdAt

/** Put aside until later: out of sight where one works, back by itself when the time comes or the customer writes. */
export const isSnoozed = ({ snoozedUntil }: Conversation, now: number): boolean =>
  snoozedUntil !== null && Date.parse(snoozedUntil) > now

const newest = (a: Conversation, b: Conversation) => lastAt(b).localeCompare(lastAt(a)) || b.id.localeCompare(a.id)

const waitingLongest = (a: Conversation, b: Conversation) =>
  (a.waitingSince ?? '').localeCompare(b.waitingSince ?? '') || a.id.localeCompare(b.id)
