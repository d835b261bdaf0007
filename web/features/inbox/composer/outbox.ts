import { useSyncExternalStore } from 'react'
import type { Message, OutgoingBody } from '../../../lib/api/types.ts'
import { randomId } from '../../../lib/ids.ts'
import { wordsOf } from '../live/live-message.ts'

/** A reply that the server has not confirmed yet. Its key stays the same at every try. */
export interface Unsent {
  key: string
  conversationId: string
  /** As the API takes it. */
  body: OutgoingBody
  at: string
  /** Why the last try failed; null during a try. */
  error: unknown
}

let entries: readonly Unsent[] = []
const listeners = new Set<() => void>()
const EMPTY: readonly Unsent[] = []
const views = new Map<string, readonly Unsent[]>()

function change(next: readonly Unsent[]): void {
  entries = next
  views.clear()
  for (const listener of listeners) listener()
}

function viewOf(conversationId: string): readonly Unsent[] {
  let view = views.get(conversationId)
  if (!view) {
    view = entries.filter(entry => entry.conversationId === conversationId)
    if (!view.length) view = EMPTY
    views.set(conversationId, view)
  }
  return view
}

/** Replies that are not confirmed yet, of all conversations. */
export const outbox = {
  add(conversationId: string, body: OutgoingBody): Unsent {
    const entry: Unsent = { key: randomId(), conversationId, body, at: new Date().toISOString(), error: null }
    change([...entries, entry])
    return entry
  },
  /** A new try, with the same key. */
  again: (key: string) => change(entries.map(entry => (entry.key === key ? { ...entry, error: null } : entry))),
  fail: (key: string, error: unknown) =>
    change(entries.map(entry => (entry.key === key ? { ...entry, error } : entry))),
  remove: (key: string) => change(entries.filter(entry => entry.key !== key)),
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useOutbox = (conversationId: string): readonly Unsent[] =>
  useSyncExternalStore(subscribe, () => viewOf(conversationId))

/** A body in the shape of a message, for drawing and comparing. */
export const drawn = (body: OutgoingBody): MessageParts => {
  const { type: _type, ...parts } = body
  return parts as MessageParts
}

type MessageParts = Pick<Message, 'text' | 'media' | 'interactive' | 'button' | 'location' | 'contacts' | 'template'>

/**
 * The unconfirmed replies to draw below the messages. A live event may bring a message before the reply's own answer
 * does, and then it must not be drawn twice.
 */
export function stillUnsent(unsent: readonly Unsent[], messages: Message[], userId: string | undefined): Unsent[] {
  const taken = new Set<string>()
  return unsent.filter(entry => {
    const same = messages.find(
      message =>
        !taken.has(message.id) &&
        message.direction === 'outbound' &&
        message.author.kind === 'user' &&
        (!userId || !message.author.id || message.author.id === userId) &&
        message.type === entry.body.type &&
        wordsOf(message) === wordsOf(drawn(entry.body)) &&
        message.createdAt >= entry.at.slice(0, 19),
    )
    if (same) taken.add(same.id)
    return !same || entry.error !== null
  })
}
