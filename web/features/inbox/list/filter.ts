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
  sort?: 'recent' | 'urgent' | 'waiting'
  limit?: number
}

/** What the inbox shows for its tab, order and search. Searching looks everywhere; where one works, what is snoozed is out of sight. */
export function filterOf({ tab = 'open', sort }: InboxSearch, q: string): ConversationFilter {
  if (q) return { q, sort: 'recent' }
  // Who waits has an order of its own: whom the bot handed over first.
  if (tab === 'waiting') return { snoozed: 'false', sort: 'waiting' }
  const order = { sort: sort ?? 'urgent' } as const
  if (tab === 'all') return { snoozed: 'any', ...order }
  if (tab === 'unread') return { ...UNREAD, ...order }
  if (tab === 'mine') return { ...OPEN, assigneeId: 'me', ...order }
  return { ...OPEN, ...order }
}

const OPEN = { status: 'open', snoozed: 'false' } as const
const UNREAD = { ...OPEN, unread: 'true' } as const

/** What the count on the inbox's icon is made of: what its list of the unread shows. */
export const UNREAD_FILTER: ConversationFilter = { ...filterOf({ tab: 'unread' }, ''), limit: 100 }

/** Who waits for a person; its tab shows how many. */
export const WAITING_FILTER: ConversationFilter = { ...filterOf({ tab: 'waiting' }, ''), limit: 100 }

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
    compare: ORDERS[filter.sort ?? 'recent'],
  }
}

/** When something was last said; a conversation that was only opened counts from then. */
export const lastAt = (row: Conversation): string => row.lastMessage?.at ?? row.createdAt

/** Put aside until later: out of sight where one works, back by itself when the time comes or the customer writes. */
export const isSnoozed = ({ snoozedUntil }: Conversation, now: number): boolean =>
  snoozedUntil !== null && Date.parse(snoozedUntil) > now

const newest = (a: Conversation, b: Conversation) => lastAt(b).localeCompare(lastAt(a)) || b.id.localeCompare(a.id)

const handedOverFirst = (a: Conversation, b: Conversation) =>
  Number(Boolean(b.handedOverAt)) - Number(Boolean(a.handedOverAt)) ||
  (a.handedOverAt ?? a.waitingSince ?? '').localeCompare(b.handedOverAt ?? b.waitingSince ?? '') ||
  a.id.localeCompare(b.id)

const deadlineOf = (row: Conversation): number => Date.parse(row.windowExpiresAt ?? row.waitingSince ?? '')

/** In which part of the list by urgency a conversation stands: it can be answered, it was missed, nobody waits. */
function partOf(row: Conversation, now: number): 0 | 1 | 2 {
  if (!row.waitingSince) return 2
  return deadlineOf(row) > now ? 0 : 1
}

/** As the server has it: who waits first, the least time left before the others; who was missed; the rest, newest first. */
function mostUrgent(a: Conversation, b: Conversation): number {
  const now = Date.now()
  const part = partOf(a, now)
  const other = partOf(b, now)
  if (part !== other || part === 2) return part - other || newest(a, b)
  const sooner = deadlineOf(a) - deadlineOf(b) || a.id.localeCompare(b.id)
  return part === 0 ? sooner : -sooner
}

const ORDERS = { recent: newest, urgent: mostUrgent, waiting: handedOverFirst }
