import { type Kept, kept, type Tx } from '../../../platform/db/index.ts'
import type { StoredEvent } from '../../../platform/events/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import type { MESSAGING_EVENTS } from '../events.ts'
import { noteAssigned, noteMessages, noteWaits, selectWanted, type Wanted } from './notice.sql.ts'

export const NOTICE_QUEUE = 'notices'

const WANTED: Kept<Wanted> = { version: 'tenant', tables: ['notification_choice'], most: 10_000 }

type Assigned = StoredEvent<(typeof MESSAGING_EVENTS)['conversation.assigned']>

/** Somebody was given a conversation by somebody else. */
export async function noticeAssigned(tx: Tx, { aggregateId, actor, data }: Assigned): Promise<void> {
  const { assigneeId } = data
  if (assigneeId === null || assigneeId === actor.id) return
  await tx.run(noteAssigned(newId(), aggregateId, assigneeId))
  tx.wake(NOTICE_QUEUE)
}

/** Customers wait in these conversations and no bot answers: somebody is told at once, or later, where somebody wants that. */
export async function noticeWaiting(tx: Tx, conversationIds: readonly Uuid[]): Promise<void> {
  if (conversationIds.length === 0) return
  const { message, waitingMinutes } = await kept(tx, WANTED, '', () => tx.one(selectWanted()))
  const rows = () => conversationIds.map(conversationId => ({ id: newId(), conversationId }))
  if (message && (await tx.run(noteMessages(rows()))) > 0) tx.wake(NOTICE_QUEUE)
  if (waitingMinutes !== null) await tx.run(noteWaits(rows(), waitingMinutes))
}
