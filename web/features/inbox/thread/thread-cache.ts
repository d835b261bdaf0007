import type { InfiniteData } from '@tanstack/react-query'
import type { Page } from '../../../lib/api/client.ts'
import type { Message, MessageError, MessageStatus } from '../../../lib/api/types.ts'

/** The cached messages of a conversation: pages, newest first. */
export type Thread = InfiniteData<Page<Message>, unknown>

/** All messages of a conversation that were read, in its order, each once. */
export function messagesOf(thread: Thread | undefined): Message[] {
  const byId = new Map<string, Message>()
  for (const page of thread?.pages ?? [])
    for (const message of page.items) byId.set(message.id, byId.get(message.id) ?? message)
  return [...byId.values()].sort((a, b) => a.seq - b.seq)
}

/** The number up to which a conversation was read without a gap; 0 for an empty one. `seq` has no gaps. */
export function knownUpTo(thread: Thread): number {
  const [first = 0, ...rest] = messagesOf(thread).map(message => message.seq)
  let end = first
  for (const seq of rest) {
    if (seq > end + 1) break
    end = seq
  }
  return end
}

/** How far back messages are read again for what live events did not contain. */
const RECENT = 40

/**
 * From where messages must be read again: after the part that has no gap, and before recent messages whose provider id
 * is not known yet (reactions, answers and receipts name messages by it).
 */
export function readFrom(thread: Thread): number {
  const bare = messagesOf(thread)
    .slice(-RECENT)
    .find(message => !message.providerMessageId && message.status !== 'failed')
  return Math.min(knownUpTo(thread), bare ? bare.seq - 1 : Number.POSITIVE_INFINITY)
}

/** Whether messages are missing between two that were read. */
export const hasGap = (thread: Thread): boolean => knownUpTo(thread) < (messagesOf(thread).at(-1)?.seq ?? 0)

/** Adds messages; a message that is there already is replaced in its place. */
export function addMessages(thread: Thread, messages: Message[]): Thread {
  if (!messages.length) return thread
  const given = new Map(messages.map(message => [message.id, message]))
  const pages = thread.pages.map(page => ({
    ...page,
    items: page.items.map(old => {
      const found = given.get(old.id)
      if (!found) return old
      given.delete(old.id)
      return newerOf(old, found)
    }),
  }))
  const first = pages[0] ?? { items: [], nextCursor: null }
  return { ...thread, pages: [{ ...first, items: [...given.values(), ...first.items] }, ...pages.slice(1)] }
}

/**
 * The order of statuses of an outgoing message; a report never goes back. `failed` may follow `sent`, never
 * `delivered`.
 */
const RANK: Record<MessageStatus, number> = {
  received: 0,
  queued: 1,
  sending: 2,
  unknown: 3,
  sent: 4,
  failed: 5,
  delivered: 6,
  read: 7,
}

/** An answer may be older than the live events since then; the reason of a failure belongs to the status. */
function newerOf(old: Message, next: Message): Message {
  if (RANK[next.status] < RANK[old.status]) return { ...next, status: old.status, error: old.error }
  return next.status === old.status && !next.error && old.error ? { ...next, error: old.error } : next
}

/** Notes when a customer listened to a message. Returns the same object when that is known. */
export function setPlayed(thread: Thread, id: string, playedAt: string): Thread {
  const isNews = (message: Message) => message.id === id && message.playedAt === undefined
  if (!messagesOf(thread).some(isNews)) return thread
  const items = (page: Page<Message>) =>
    page.items.map(message => (isNews(message) ? { ...message, playedAt } : message))
  return { ...thread, pages: thread.pages.map(page => ({ ...page, items: items(page) })) }
}

/** Sets a message's status when that is a step forward. Returns the same object when nothing changes. */
export function setStatus(thread: Thread, id: string, status: MessageStatus, error?: MessageError): Thread {
  let changed = false
  const pages = thread.pages.map(page => ({
    ...page,
    items: page.items.map(message => {
      if (message.id !== id) return message
      const further = RANK[status] > RANK[message.status]
      const explained = status === message.status && error !== undefined && !message.error
      if (!further && !explained) return message
      changed = true
      return { ...message, status, error: error ?? null }
    }),
  }))
  return changed ? { ...thread, pages } : thread
}
