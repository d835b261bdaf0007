import { type Statement, sql, type Tx, uuids } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { type MessageState, moveMessages } from '../messages/status.sql.ts'
import { moveTo, statusEvent } from '../statuses/report.ts'

/** What people see on an answer that was never sent because a newer one took its place. */
const REPLACED = {
  code: 'REPLACED',
  title: 'Replaced by a newer answer',
  text: 'The customer wrote again before this answer had left, so they got a newer one instead.',
}

/**
 * Takes back messages that still wait to be sent; those that have begun to leave are left alone. The caller holds the
 * locks of their conversations. Sending later removes what is left of them.
 */
export async function withdrawUnsent(tx: Tx, messageIds: readonly Uuid[]): Promise<void> {
  if (messageIds.length === 0) return
  const unsent = await tx.rows(selectWaiting(messageIds))
  if (unsent.length === 0) return
  await tx.run(moveMessages(unsent.map(message => moveTo(message, 'failed', { error: REPLACED }))))
  await emit(
    tx,
    unsent.map(message => statusEvent(message, { status: 'failed', error: REPLACED })),
  )
}

const selectWaiting = (ids: readonly Uuid[]): Statement<MessageState> => sql<MessageState>`
  select m.id, m.conversation_id as "conversationId", m.seq, m.status, m.provider_message_id as "providerMessageId"
  from unnest(${uuids(ids)}) as wanted(id)
  cross join lateral (select * from message where id = wanted.id and status = 'queued' offset 0) m`
