import type { Tx } from '../../../platform/db/index.ts'
import { newEvent } from '../../../platform/events/index.ts'
import type { TypedContent } from '../../channels/index.ts'
import { MESSAGING_EVENTS } from '../events.ts'
import { queueMedia } from '../media/index.ts'
import { isTalk } from '../messages/message-type.ts'
import { previewOf } from '../messages/preview.ts'
import type { ProviderMessageId } from '../messages/provider-id.sql.ts'
import { joinCalls } from './calls.ts'
import type { MessageFact, UnseenMessage } from './delivery-facts.ts'
import { endWaiting, type KnownMessage, selectKnown, updateBodies } from './fill-messages.sql.ts'

/** Types that only say that there was a message. */
const EMPTY: ReadonlySet<string> = new Set(['media_placeholder', 'unsupported', 'unknown'])

/** Whether a message is still empty: it announces a file or some content that may follow under the same id. */
function isEmpty({ type, content: { media } }: TypedContent): boolean {
  return media ? (media.id ?? media.link ?? media.fileId) === undefined : EMPTY.has(type)
}

/**
 * Fills a message with what came later under its id; null when it has its body already, or nothing new came. A file
 * replaces a lost one only when it is another file: a repeated delivery brings nothing new. Of a call, every word counts.
 */
export function filledBody(known: TypedContent & { lost?: boolean }, later: TypedContent): TypedContent | null {
  if (known.type === 'call') return joinCalls(known, later)
  const [had, has] = [known.content.media, later.content.media]
  if (isEmpty(later)) return null
  const isOther = has !== undefined && (has.id !== had?.id || has.link !== had?.link)
  if (!isEmpty(known) && !(known.lost && isOther)) return null
  // Only a file can fill a message that announced a file.
  if (had && !has) return null
  const { raw: _raw, errors: _errors, ...kept } = known.content
  const { fileId: _lost, ...told } = had ?? {}
  return { type: later.type, content: { ...kept, ...later.content, ...(has && { media: { ...told, ...has } }) } }
}

const keyOf = ({ channelId, message }: MessageFact): string => JSON.stringify([channelId, message.providerMessageId])

/** Fills new messages with what follows under their ids in the same batch. */
export function fillFresh(fresh: readonly UnseenMessage[], repeated: readonly MessageFact[]): UnseenMessage[] {
  if (repeated.length === 0) return [...fresh]
  const later = Map.groupBy(repeated, keyOf)
  return fresh.map(fact => {
    const body = bodyFrom(fact.message, later.get(keyOf(fact)) ?? [])
    return body ? { ...fact, message: { ...fact.message, ...body } } : fact
  })
}

/** The body of a message after everything that came later; null when it stays the same. */
function bodyFrom(known: TypedContent & { lost?: boolean }, later: readonly MessageFact[]): TypedContent | null {
  let body: TypedContent | null = null
  for (const { message } of later) body = filledBody(body ?? known, message) ?? body
  return body
}

/**
 * Stored messages that have no body yet and may get it from these. Asks the database nothing when nothing came again.
 */
export async function findFillable(tx: Tx, repeated: readonly MessageFact[]): Promise<KnownMessage[]> {
  const full = repeated.filter(({ message }) => !isEmpty(message))
  if (full.length === 0) return []
  return (await tx.rows(selectKnown(full.map(idOf)))).filter(known => bodyFor(known, full) !== null)
}

const idOf = ({ channelId, message }: MessageFact): ProviderMessageId => ({
  channelId,
  providerMessageId: message.providerMessageId,
})

const bodyFor = (known: KnownMessage, repeated: readonly MessageFact[]): TypedContent | null =>
  bodyFrom(
    known,
    repeated.filter(({ channelId, message: { direction, providerMessageId } }) => {
      const isIt = channelId === known.channelId && providerMessageId === known.providerMessageId
      return isIt && direction === known.direction
    }),
  )

/**
 * Fills messages with what came later under their ids, and queues their files. Their conversations are locked now, so
 * the messages are read once more. Writes `message.updated`.
 */
export async function fillMessages(tx: Tx, fillable: readonly KnownMessage[], repeated: readonly MessageFact[]) {
  if (fillable.length === 0) return []
  const known = await tx.rows(selectKnown(fillable))
  const filled = known.flatMap(message => {
    const body = bodyFor(message, repeated)
    return body ? [{ ...message, ...body }] : []
  })
  if (filled.length === 0) return []
  const rows = await queueMedia(tx, filled)
  await tx.run(updateBodies(rows.map(row => ({ ...row, preview: previewOf(row.type, row.content) }))))
  await noteTalks(tx, known, rows)
  return rows.map(({ id: messageId, conversationId, seq, type }) =>
    newEvent(MESSAGING_EVENTS['message.updated'], conversationId, { kind: 'system' }, { messageId, seq, type }),
  )
}

/** A call rings before it is taken. Once it is, nobody waits any more for what was before it, and the customer has acted. */
async function noteTalks(tx: Tx, before: readonly KnownMessage[], after: readonly KnownMessage[]): Promise<void> {
  const open = new Set(before.filter(({ content }) => !isTalk(content)).map(({ id }) => id))
  const talks = after.filter(({ id, content }) => isTalk(content) && open.has(id))
  if (talks.length > 0) await tx.run(endWaiting(talks))
}
