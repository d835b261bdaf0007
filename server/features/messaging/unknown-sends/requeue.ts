import type { Tx } from '../../../platform/db/index.ts'
import type { NewEvent } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { moveMessages, selectMessageStates } from '../messages/status.sql.ts'
import type { MessageError } from '../messages/status.ts'
import { moveTo, statusEvent } from '../statuses/report.ts'
import { requeueUnsent } from './unknown-send.sql.ts'

const SENT_AGAIN: MessageError = {
  code: 'SENT_AGAIN',
  meaning: 'sent_again',
  title: 'It was not sent',
  text: 'The provider never got this message. Somebody has sent it again as a new one meanwhile.',
}

/**
 * Queues messages of unknown outcome again, with their next attempts, after it was proven that they did not leave. A
 * message that a person has sent again as a new one in the meantime fails instead. The conversations must be locked and
 * the attempts ended; the caller wakes the senders.
 *
 * @returns one event for each message that moved
 */
export async function requeue(tx: Tx, unsent: ReadonlyArray<{ messageId: Uuid; no: number }>): Promise<NewEvent[]> {
  if (unsent.length === 0) return []
  const waiting = new Set((await tx.rows(requeueUnsent(tx.tenantId, unsent))).map(row => row.messageId))
  const standing = await tx.rows(selectMessageStates(unsent.map(one => one.messageId)))
  const replaced = standing.filter(message => message.status === 'unknown')
  if (replaced.length > 0) await tx.run(moveMessages(replaced.map(one => moveTo(one, 'failed', { error: SENT_AGAIN }))))
  return [
    ...standing.flatMap(one => (waiting.has(one.id) ? statusEvent(one, { status: 'queued', error: null }) : [])),
    ...replaced.map(one => statusEvent(one, { status: 'failed', error: SENT_AGAIN })),
  ]
}
