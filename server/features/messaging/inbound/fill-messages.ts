import type { Tx } from '../../../platform/db/index.ts'
import { newEvent } from '../../../platform/events/index.ts'
import type { MessageContent } from '../../channels/index.ts'
import { MESSAGING_EVENTS } from '../events.ts'
import { queueMedia } from '../media/index.ts'
import { previewOf } from '../messages/preview.ts'
import type { ProviderMessageId } from '../messages/provider-id.sql.ts'
import type { MessageFact, UnseenMessage } from './delivery-facts.ts'
import { type KnownMessage, selectKnown, updateBodies } from './fill-messages.sql.ts'

/** What a message is and what it says. */
interface Body {
  type: string
  content: MessageContent
}

/** Types that only say that there was a message. */
const EMPTY: ReadonlySet<string> = new Set(['media_placeholder', 'unsupported', 'unknown'])

/** Whether a message is still empty: it announces a file or some content that may follow under the same id. */
function isEmpty({ type, content: { media } }: Body): boolean {
  return media ? (media.id ?? media.link ?? media.fileId) === undefined : EMPTY.has(type)
}

/**
 * Fills a message with what came later under its id; null when it has its body already, or nothing new came. A file
 * replaces a lost one only when it is another file: a repeated delivery brings nothing new.
 */
export function filledBody(known: Body & { lost?: boolean }, later: Body): Body | null {
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
function bodyFrom(known: Body & { lost?: boolean }, later: readonly MessageFact[]): Body | null {
  let body: Body | null = null
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

const bodyFor = (known: KnownMessage, repeated: readonly MessageFact[]): Body | null =>
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
  const filled = (await tx.rows(selectKnown(fillable))).flatMap(known => {
    const body = bodyFor(known, repeated)
    return body ? [{ ...known, ...body }] : []
  })
  if (filled.length === 0) return []
  const rows = await queueMedia(tx, filled)
  await tx.run(updateBodies(rows.map(row => ({ ...row, preview: previewOf(row.type, row.content) }))))
  return rows.map(({ id: messageId, conversationId, seq, type }) =>
    newEvent(MESSAGING_EVENTS['message.updated'], conversationId, { kind: 'system' }, { messageId, seq, type }),
  )
}
