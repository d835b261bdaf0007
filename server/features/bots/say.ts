import type { Tx } from '../../platform/db/index.ts'
import type { AppError } from '../../platform/errors/index.ts'
import type { StoredEvent } from '../../platform/events/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { type Provider, transportFor } from '../channels/index.ts'
import { isRefusal, type MessageDraft, type Outbox, queueMessage } from '../messaging/index.ts'
import { fitting, type Reply } from './reply.ts'

export const ACTOR = { kind: 'bot' } as const

/** A conversation, and how long a text its channel takes. */
export interface ReplyTarget {
  conversationId: Uuid
  textLength: number
  /** The trace of what is answered. */
  trace?: string | null | undefined
}

/** The conversation to speak in. */
export const targetOf = ({ id }: { id: Uuid }, { provider }: { provider: Provider }): ReplyTarget => ({
  conversationId: id,
  textLength: transportFor(provider).capabilities.textLength,
})

const draftsOf = ({ conversationId, textLength, trace }: ReplyTarget, replies: readonly Reply[]): MessageDraft[] =>
  fitting(replies, textLength).map(({ type, content }) => ({ conversationId, type, content, author: ACTOR, trace }))

/**
 * Adds replies to an outbox. A text too long for the channel goes as several. From the first that is refused on nothing more is
 * said: trying again would not help.
 *
 * @param answeredIds the customer's messages that they answer
 * @returns the ids of the replies
 */
export async function reply(
  outbox: Outbox,
  target: ReplyTarget,
  replies: readonly Reply[],
  answeredIds: readonly Uuid[],
): Promise<Uuid[]> {
  const ids: Uuid[] = []
  try {
    for (const draft of draftsOf(target, replies)) ids.push((await outbox.add({ ...draft, answeredIds })).id)
  } catch (error) {
    if (!isRefusal(error)) throw error
  }
  return ids
}

/**
 * Queues news under keys made from the event, so that it is told once.
 *
 * @returns why not all was said
 */
export async function tell(
  tx: Tx,
  event: Pick<StoredEvent, 'id'>,
  target: ReplyTarget,
  news: readonly Reply[],
  how: Pick<MessageDraft, 'unasked' | 'solicited'>,
): Promise<AppError | undefined> {
  for (const [index, draft] of draftsOf(target, news).entries()) {
    const clientKey = `bot:${event.id}:${index}`
    const refusal = await refusalOf(queueMessage(tx, { ...draft, ...how, clientKey }))
    if (refusal) return refusal
  }
  return undefined
}

/** Why a message was refused; undefined when it was taken. */
const refusalOf = (queueing: Promise<unknown>): Promise<AppError | undefined> =>
  queueing.then(
    () => undefined,
    error => {
      if (isRefusal(error)) return error
      throw error
    },
  )
