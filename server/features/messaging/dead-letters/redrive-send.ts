import type { Tx } from '../../../platform/db/index.ts'
import { AppError } from '../../../platform/errors/index.ts'
import { type Actor, emit } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { MESSAGING_ERRORS } from '../errors.ts'
import { MESSAGING_EVENTS } from '../events.ts'
import { lockConversationsOf } from '../inbound/open-conversations.sql.ts'
import { type Message, selectMessage } from '../messages/message.sql.ts'
import { lockForSending } from '../outbound/outbox.ts'
import { checkSendPolicy, loadSendPolicy } from '../outbound/send-policy.ts'
import { SEND_QUEUE } from '../queues.ts'
import { statusEvent } from '../statuses/report.ts'
import { isRetried, lockLetter, requeueSend, selectCalls, selectLetter, takeUpSend } from './letter.sql.ts'
import { letterEvent } from './letter.ts'

/**
 * Adds one more attempt to a message whose last attempt was refused. A message whose outcome is unknown, or that was
 * sent in another way in the meantime, gets none: the customer must not receive it twice. The send rules are checked
 * again, because windows close and customers opt out. It is not counted again: it was counted when it was queued.
 *
 * @returns false when somebody re-drove it before
 * @throws SEND_NOT_REDRIVABLE, and what `checkSendPolicy` throws; then nothing was written
 */
export async function redriveSend(tx: Tx, letterId: Uuid, actor: Actor): Promise<boolean> {
  const { sourceId, lane } = await tx.one(selectLetter(letterId))
  // The message's reports are written under the lock of its own conversation, even when a merge has replaced that one.
  await tx.run(lockConversationsOf(sourceId))
  const conversation = await lockForSending(tx, lane)
  const letter = await tx.one(lockLetter(letterId))
  if (letter.redrivenAt || letter.dismissedAt) return false
  const message = await tx.one(selectMessage(sourceId))
  const attemptNo = await nextAttempt(tx, message)
  const { type, content, authorKind, authorId } = message
  const author = { kind: authorKind as Actor['kind'], id: authorId }
  await checkSendPolicy(tx, await loadSendPolicy(tx, [conversation]), conversation, { type, content, author })
  await tx.run(requeueSend(tx.tenantId, { messageId: message.id, conversationId: lane, attemptNo }))
  await tx.run(takeUpSend(message.id, actor))
  await emit(tx, [
    statusEvent(message, { status: 'queued', error: null }),
    letterEvent(MESSAGING_EVENTS['dead_letter.redriven'], letter, actor),
  ])
  tx.wake(SEND_QUEUE)
  return true
}

async function nextAttempt(tx: Tx, message: Message): Promise<number> {
  const calls = await tx.rows(selectCalls(message.id))
  const refused = calls.length > 0 && calls.every(call => call.state === 'refused')
  if (message.status !== 'failed' || !refused) throw new AppError(MESSAGING_ERRORS.SEND_NOT_REDRIVABLE)
  if (await tx.maybe(isRetried(message.id))) {
    const text = 'This message was sent again as a new one. Dismiss this entry, or look at the new message.'
    throw new AppError(MESSAGING_ERRORS.SEND_NOT_REDRIVABLE, { message: text })
  }
  return calls.at(-1)!.attemptNo + 1
}
