import type { Placing } from '../../../lib/api/pages.ts'
import type { Conversation } from '../../../lib/api/types.ts'
import type { InboxSearch } from '../search.ts'

/** One list of conversations, in the API's words. */
export interface ConversationFilter {
  status?: Conversation['status']
  assigneeId?: 'me'
  teamId?: string
  channelId?: string
  unread?: 'true'
  snoozed?: 'false' | 'any'
  q?: string
  sort?: 'recent' | 'urgent' | 'waiting'
  limit?: number
}

/**
 * The filter for the inbox's tab, order and search. A search looks everywhere; the other lists leave snoozed
 * conversations out.
 */
export function filterOf({ team, ...search }: InboxSearch, q: string): ConversationFilter {
  return { ...listOf(search, q), ...(team && { teamId: team }) }
}

function listOf({ tab = 'open', sort }: InboxSearch, q: string): ConversationFilter {
  if (q) return { q, sort: 'recent' }
  // The waiting list has an order of its own: handed over by a bot first.
  if (tab === 'waiting') return { snoozed: 'false', sort: 'waiting' }
  const order = { sort: sort ?? 'urgent' } as const
  if (tab === 'all') return { snoozed: 'any', ...order }
  if (tab === 'unread') return { ...UNREAD, ...order }
  if (tab === 'mine') return { ...OPEN, assigneeId: 'me', ...order }
  return { ...OPEN, ...order }
}

const OPEN = { status: 'open', snoozed: 'false' } as const
const UNREAD = { ...OPEN, unread: 'true' } as const

/** The filter behind the count on the inbox's icon: the same as its list of unread conversations. */
export const UNREAD_FILTER: ConversationFilter = { ...filterOf({ tab: 'unread' }, ''), limit: 100 }

/** Customers who wait for a person; the tab shows how many. */
export const WAITING_FILTER: ConversationFilter = { ...filterOf({ tab: 'waiting' }, ''), limit: 100 }

/**
 * Whether a list shows a conversation, and where. `userId` is the signed-in person. Only the server knows what a search
 * finds.
 */
export function placingOf(filter: ConversationFilter, userId: string | undefined): Placing<Conversation> {
  return {
    belongs: row =>
      (!filter.status || row.status === filter.status) &&
      (!filter.assigneeId || row.assigneeId === userId) &&
      (!filter.teamId || row.teamId === filter.teamId) &&
      (!filter.channelId || row.channelId === filter.channelId) &&
      (!filter.unread || row.unreadCount > 0) &&
      (filter.snoozed !== 'false' || !isSnoozed(row, Date.now())) &&
      (filter.sort !== 'waiting' || Boolean(row.waitingSince)),
    compare: ORDERS[filter.sort ?? 'recent'],
  }
}

/** When the last message came; without messages, when the conversation was opened. */
export const lastAt = (row: Conversation): string => row.lastMessage?.at ?? row.createdAt

/** Snoozed: left out of the work lists, back by itself when the time comes or the customer writes. */
export const isSnoozed = ({ snoozedUntil }: Conversation, now: number): boolean =>
  snoozedUntil !== null && Date.parse(snoozedUntil) > now

const newest = (a: Conversation, b: Conversation) => lastAt(b).localeCompare(lastAt(a)) || b.id.localeCompare(a.id)

const handedOverFirst = (a: Conversation, b: Conversation) =>
  Number(Boolean(b.handedOverAt)) - Number(Boolean(a.handedOverAt)) ||
  (a.handedOverAt ?? a.waitingSince ?? '').localeCompare(b.handedOverAt ?? b.waitingSince ?? '') ||
  a.id.localeCompare(b.id)

const deadlineOf = (row: Conversation): number => Date.parse(row.windowExpiresAt ?? row.waitingSince ?? '')

/**
 * The part of the urgency list that a conversation is in: it can be answered, its window was missed, or nobody waits.
 */
function partOf(row: Conversation, now: number): 0 | 1 | 2 {
  if (!row.waitingSince) return 2
  return deadlineOf(row) > now ? 0 : 1
}

/**
 * The server's order: customers who wait come first, the least time left first; then missed windows; then the rest,
 * newest first.
 */
function mostUrgent(a: Conversation, b: Conversation): number {
  const now = Date.now()
  const part = partOf(a, now)
  const other = partOf(b, now)
  if (part !== other || part === 2) return part - other || newest(a, b)
  const sooner = deadlineOf(a) - deadlineOf(b) || a.id.localeCompare(b.id)
  return part === 0 ? sooner : -sooner
}

const ORDERS = { recent: newest, urgent: mostUrgent, waiting: handedOverFirst }
