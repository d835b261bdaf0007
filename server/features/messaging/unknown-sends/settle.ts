import type { Tx } from '../../../platform/db/index.ts'
import { AppError } from '../../../platform/errors/index.ts'
import { type Actor, emit } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { MESSAGING_ERRORS } from '../errors.ts'
import { lockConversations } from '../inbound/open-conversations.sql.ts'
import { getMessage } from '../message.ts'
import type { Message } from '../messages/message.sql.ts'
import { moveMessages, selectMessageStates } from '../messages/status.sql.ts'
import type { MessageError } from '../messages/status.ts'
import { moveTo, statusEvent } from '../statuses/report.ts'
import { forgetUncertain, selectLastAttempt, settleAttempt } from './unknown-send.sql.ts'

/** What a person knows of a send of unknown outcome. */
export type SettledAs = 'arrived' | 'not_arrived'

const FAILED: MessageError = {
  code: 'SETTLED_NOT_ARRIVED',
  meaning: 'settled_not_arrived',
  title: 'It did not arrive',
  text: 'Somebody made sure that this message did not arrive. Send it again if it is still needed.',
}

/**
 * A person says what happened to a message of unknown outcome: it counts as sent, or as failed. Later reports of the
 * provider still move it forward. Doing it twice is the same as once.
 *
 * @throws NOT_FOUND, MESSAGE_NOT_UNCERTAIN
 */
export async function settleMessage(tx: Tx, id: Uuid, verdict: SettledAs, actor: Actor): Promise<Message> {
  const { conversationId } = await getMessage(tx, id)
  await tx.run(lockConversations([conversationId]))
  const message = await getMessage(tx, id)
  const [standing] = await tx.rows(selectMessageStates([id]))
  const status = verdict === 'arrived' ? 'sent' : 'failed'
  if (message.direction === 'outbound' && message.status === status) return message
  if (!standing || message.status !== 'unknown') throw new AppError(MESSAGING_ERRORS.MESSAGE_NOT_UNCERTAIN)
  const last = await tx.maybe(selectLastAttempt(id))
  const end = { state: verdict === 'arrived' ? ('accepted' as const) : ('refused' as const), providerMessageId: null }
  if (last) await tx.run(settleAttempt(id, last.attemptNo, { ...end, proof: `person: ${verdict}` }))
  const error = verdict === 'arrived' ? null : FAILED
  await tx.run(moveMessages([moveTo(standing, status, { error })]))
  await tx.run(forgetUncertain(id))
  await emit(tx, [statusEvent(standing, { status, error }, actor)])
  return getMessage(tx, id)
}
