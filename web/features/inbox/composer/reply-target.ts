import { useSyncExternalStore } from 'react'
import type { Message } from '../../../lib/api/types.ts'

let targets: ReadonlyMap<string, Message> = new Map()
const listeners = new Set<() => void>()

function change(edit: (next: Map<string, Message>) => void): void {
  const next = new Map(targets)
  edit(next)
  targets = next
  for (const listener of listeners) listener()
}

/** The message that the next reply of a conversation quotes, chosen by its writer. */
export const replyTarget = {
  choose: (message: Message) => change(next => next.set(message.conversationId, message)),
  clear: (conversationId: string) => change(next => next.delete(conversationId)),
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useReplyTarget = (conversationId: string): Message | undefined =>
  useSyncExternalStore(subscribe, () => targets.get(conversationId))
