import type { Tx } from '../../../platform/db/index.ts'
import { AppError, notFound } from '../../../platform/errors/index.ts'
import { type Actor, emit, type NewEvent, newEvent } from '../../../platform/events/index.ts'
import { newIdAfter, type Uuid } from '../../../platform/ids/index.ts'
import { countUsage, limitNow, uncountUsage } from '../../tenancy/index.ts'
import { freeEntryEnd } from '../conversations/window.ts'
import { MESSAGING_ERRORS } from '../errors.ts'
import { MESSAGING_EVENTS } from '../events.ts'
import { markMediaSent } from '../media/index.ts'
import { isQuiet } from '../messages/message-type.ts'
import { previewOf } from '../messages/preview.ts'
import { SEND_QUEUE } from '../queues.ts'
import { questionAfter } from './choices.ts'
import type { MessageDraft } from './message-draft.ts'
import {
  insertClientKey,
  insertQueued,
  lockSendingConversation,
  type QueuedRow,
  type SendingConversation,
  selectByClientKey,
  selectNewestPending,
  selectProviderId,
} from './queue-message.sql.ts'
import { type AllowedSend, checkSendPolicy } from './send-policy.ts'

import { isRefusal } from './send-rules.ts'

export interface QueuedMessage {
  id: Uuid
  seq: number
  /** False: this client key was used before, and this is the message of that call. */
  created: boolean
}

/**
 * Queues a message: writes its row, first attempt, row of work and event in the caller's transaction; the senders are
 * woken on commit. Every author uses this function, so the tenant's state, the channel, the window, the customer's
 * consent and the plan's limit are checked for all alike, in this order. A message for a conversation that was merged
 * is sent in the one that replaced it, because the window is there and the answer will come there. Every message counts
 * once against the plan, when it is queued, whatever happens later. Only messages on a simulator and confirmations of
 * an opt-out or opt-in do not count.
 *
 * A refusal writes nothing: the caller may go on with its transaction. A caller that queues in several conversations in
 * one transaction must have locked all of them, in the order of ids, before the first.
 *
 * @throws NOT_FOUND, REPLY_TARGET_NOT_SENT, PLAN_LIMIT_REACHED, and what `checkSendPolicy` throws
 */
export async function queueMessage(tx: Tx, outgoing: MessageDraft): Promise<QueuedMessage> {
  const conversation = await lockCurrentConversation(tx, outgoing.conversationId)
  const { clientKey } = outgoing
  const earlier = clientKey === undefined ? undefined : await tx.maybe(selectByClientKey(clientKey))
  if (earlier) return { ...earlier, created: false }
  const admitted = await checkSendPolicy(tx, conversation, outgoing)
  const row = await rowOf(tx, conversation, outgoing, admitted)
  await count(tx, conversation, admitted, countUsage)
  if (clientKey !== undefined && (await tx.run(insertClientKey(tx.tenantId, clientKey, row.id))) === 0) {
    await count(tx, conversation, admitted, uncountUsage)
    return { ...(await tx.one(selectByClientKey(clientKey))), created: false }
  }
  const { seq } = await tx.one(insertQueued(tx.tenantId, row))
  await markMediaSent(tx, row.content, row.id)
  await emit(tx, eventsOf(conversation, outgoing, row, seq))
  tx.wake(SEND_QUEUE)
  return { id: row.id, seq, created: true }
}

/** Why a message would be refused now; undefined when it would be queued. Holds the conversation, writes nothing. */
export async function refusalNow(
  tx: Tx,
  outgoing: Pick<MessageDraft, 'conversationId' | 'type' | 'content' | 'author'>,
): Promise<AppError | undefined> {
  const conversation = await lockCurrentConversation(tx, outgoing.conversationId)
  try {
    const { tenant, counts } = await checkSendPolicy(tx, conversation, outgoing)
    return counts ? await limitNow(tx, tenant, 'messages', conversation.now) : undefined
  } catch (error) {
    if (isRefusal(error)) return error
    throw error
  }
}

/** Locks the conversation, or the one that replaced it. Throws NOT_FOUND. */
async function lockCurrentConversation(tx: Tx, id: Uuid): Promise<SendingConversation> {
  const conversation = await tx.one(lockSendingConversation(id))
  return conversation.mergedInto ? await lockCurrentConversation(tx, conversation.mergedInto) : conversation
}

const count = async (
  tx: Tx,
  { now }: SendingConversation,
  { tenant, counts }: AllowedSend,
  change: typeof countUsage,
): Promise<void> => {
  if (counts) await change(tx, tenant, 'messages', now)
}

async function rowOf(
  tx: Tx,
  conversation: SendingConversation,
  outgoing: MessageDraft,
  { rendered }: AllowedSend,
): Promise<QueuedRow> {
  const { conversationId, type, content, author, replyToMessageId, retryOf } = outgoing
  // Sends of a conversation are claimed in the order of ids, so this id must follow all ids that wait, also those from
  // other nodes.
  const newest = await tx.maybe(selectNewestPending(conversation.id))
  return {
    id: newIdAfter(newest?.id ?? null),
    conversationId: conversation.id,
    type,
    content,
    preview: previewOf(type, content),
    authorKind: author.kind,
    authorId: author.id ?? null,
    replyToProviderId: replyToMessageId
      ? await providerIdOf(tx, conversationId, replyToMessageId)
      : (outgoing.replyToProviderId ?? null),
    retryOf: retryOf ?? null,
    solicited: outgoing.solicited ?? false,
    answers: author.kind === 'user' && !isQuiet(type),
    endsWaiting: !isQuiet(type) && !outgoing.unasked && isAnsweredBy(author, conversation),
    asked: questionAfter({ type, content }, author.kind, rendered),
    freeEntryExpiresAt: isQuiet(type) ? null : freeEntryEnd(conversation.freeEntryAt, conversation.now),
  }
}

/**
 * Whether this author's message ends the customer's waiting: a person's does, a program's does, and a bot's does unless
 * the bot is paused here. The customer waits again when the bot hands over.
 */
const isAnsweredBy = ({ kind }: Actor, { botPaused }: SendingConversation): boolean =>
  kind === 'user' || kind === 'api' || (kind === 'bot' && !botPaused)

/** The provider's id of a message of this conversation. Throws NOT_FOUND or REPLY_TARGET_NOT_SENT. */
export async function providerIdOf(tx: Tx, conversationId: Uuid, messageId: Uuid): Promise<string> {
  const found = await tx.maybe(selectProviderId(conversationId, messageId))
  if (!found) throw notFound()
  if (!found.providerMessageId) throw new AppError(MESSAGING_ERRORS.REPLY_TARGET_NOT_SENT)
  return found.providerMessageId
}

function eventsOf(
  conversation: SendingConversation,
  { author }: MessageDraft,
  row: QueuedRow,
  seq: number,
): NewEvent[] {
  const { channelId, contactId } = conversation
  const { id: messageId, type, content, replyToProviderId } = row
  const data = { messageId, seq, type, content, author, channelId, contactId, replyToProviderId }
  const queued = newEvent(MESSAGING_EVENTS['message.queued'], conversation.id, author, data)
  if (!row.answers || conversation.botPaused) return [queued]
  const paused = { changed: { botPaused: true }, before: { botPaused: false } }
  return [queued, newEvent(MESSAGING_EVENTS['conversation.updated'], conversation.id, author, paused)]
}
