import type { Tx } from '../../../platform/db/index.ts'
import { emit, newEvent } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { MESSAGING_EVENTS } from '../events.ts'
import { lockConversation } from './conversation.sql.ts'
import { patchConversation } from './conversation.ts'
import { saveRead, saveUnread } from './reader.sql.ts'
import { type Reader, unreadCounts } from './unread-counts.ts'

/**
 * Marks a conversation as read. A person marks it for themselves, a program for everybody. Writes `conversation.read`,
 * or `conversation.updated` when it counts for everybody.
 *
 * @returns whether anything was unread. Throws NOT_FOUND
 */
export async function readConversation(tx: Tx, id: Uuid, reader: Reader): Promise<boolean> {
  const before = await tx.one(lockConversation(id))
  if ((await unreadCounts(tx, reader, [before])).get(id) === 0) return false
  if (reader.kind !== 'user') await patchConversation(tx, id, { unreadCount: 0 }, reader)
  else {
    await tx.run(saveRead(id, reader.id))
    await tell(tx, 'conversation.read', id, reader, 0)
  }
  return true
}

/**
 * Marks a conversation as unread again: for the person who asks, or, when a program asks, for everybody. Throws
 * NOT_FOUND.
 */
export async function unreadConversation(tx: Tx, id: Uuid, reader: Reader): Promise<void> {
  const before = await tx.one(lockConversation(id))
  const count = Math.max(1, before.unreadCount)
  if (reader.kind !== 'user') await patchConversation(tx, id, { unreadCount: count }, reader)
  else if ((await tx.run(saveUnread(id, reader.id))) > 0) await tell(tx, 'conversation.unread', id, reader, count)
}

type Told = 'conversation.read' | 'conversation.unread'

const tell = (tx: Tx, type: Told, id: Uuid, reader: Reader, unreadCount: number) =>
  emit(tx, [newEvent(MESSAGING_EVENTS[type], id, reader, { userId: reader.id, unreadCount })])
