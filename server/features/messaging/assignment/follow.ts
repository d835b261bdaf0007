import type { Tx } from '../../../platform/db/index.ts'
import type { Actor } from '../../../platform/events/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import { getTenant } from '../../tenancy/index.ts'
import type { Conversation } from '../conversations/conversation.sql.ts'
import { isClosed } from '../conversations/rules.ts'
import { noticeWaiting } from '../notices/note.ts'
import { enterQueue, holdBack, insertDue, isAnybodyQueued, leaveQueue } from './assignment.sql.ts'

export const ASSIGNMENT_QUEUE = 'assign'

export const isAutomatic = async (tx: Tx): Promise<boolean> => (await getTenant(tx)).settings.assignment.mode !== 'off'

/** Has somebody looked for, in this business, once this transaction is committed. */
export async function lookSoon(tx: Tx, ms = 0): Promise<void> {
  await tx.run(insertDue(newId(), ms))
  // What is due later is found when its time has come.
  if (ms <= 10_000) tx.wake(ASSIGNMENT_QUEUE, ms)
}

/**
 * Customers wait in these conversations and no bot answers: somebody is looked for, where automatic assignment is on, and who wants
 * to be told is told.
 */
export async function queueForPeople(tx: Tx, ids: readonly Uuid[]): Promise<void> {
  await noticeWaiting(tx, ids)
  if (ids.length === 0 || !(await isAutomatic(tx))) return
  if ((await tx.run(enterQueue(ids))) > 0) await lookSoon(tx)
}

/** Somebody came: they may take what waits. */
export async function somebodyCame(tx: Tx): Promise<void> {
  if ((await isAutomatic(tx)) && (await tx.one(isAnybodyQueued())).waits) await lookSoon(tx)
}

/**
 * Keeps the queue of a business in step with what changed in a conversation, in the transaction of the change and under the lock of
 * the conversation. What a person put back stays with people until somebody takes it or it is closed.
 */
export async function followAssignment(tx: Tx, before: Conversation, after: Conversation, actor: Actor): Promise<void> {
  const { id, assigneeId } = after
  if (after.handedOverAt !== null && before.handedOverAt === null) await noticeWaiting(tx, [id])
  if (!(await isAutomatic(tx))) return
  const frees = before.assigneeId !== null && (assigneeId !== before.assigneeId || isClosed(after.status))
  if (assigneeId || isClosed(after.status)) await tx.run(leaveQueue(id))
  else if (before.assigneeId && actor.kind !== 'system') await tx.run(holdBack(id))
  const enters = waitsNewly(before, after) && (await tx.run(enterQueue([id]))) > 0
  if (frees || enters) await lookSoon(tx)
}

/** A bot left it to people, the one who had it left the business, or its snooze is over. */
const waitsNewly = (before: Conversation, after: Conversation): boolean =>
  after.assigneeId === null &&
  ((after.handedOverAt !== null && before.handedOverAt === null) ||
    before.assigneeId !== null ||
    (before.snoozedUntil !== null && after.snoozedUntil === null && after.botPausedAt !== null))
