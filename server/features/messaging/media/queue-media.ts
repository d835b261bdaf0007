import type { Tx } from '../../../platform/db/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import type { Media } from '../../channels/index.ts'
import type { NewMessage } from '../messages/message.sql.ts'
import { MEDIA_QUEUE } from '../queues.ts'
import { insertWaiting, type WaitingMedia } from './media.sql.ts'

/** What is read of a message that may carry a file. */
type FileCarrier = Pick<NewMessage, 'id' | 'channelId' | 'direction' | 'content'>

/**
 * Queues the files of messages that a provider delivered, so that they are fetched while it has them. One statement,
 * however many files; the workers are woken on commit.
 *
 * @returns the same messages in the same order; a message with a file names it in `content.media.fileId`
 */
export async function queueMedia<T extends FileCarrier>(tx: Tx, messages: readonly T[]): Promise<T[]> {
  const waiting: WaitingMedia[] = []
  const named = messages.map(message => {
    const { media } = message.content
    if (!media || !isFetchable(media)) return message
    const id = newId()
    waiting.push(waitingOf(id, message, media))
    return { ...message, content: { ...message.content, media: { ...media, fileId: id } } }
  })
  if (waiting.length === 0) return named
  await tx.run(insertWaiting(tx.tenantId, waiting))
  tx.wake(MEDIA_QUEUE)
  return named
}

const KINDS: readonly string[] = ['image', 'video', 'audio', 'document', 'sticker'] satisfies Array<Media['kind']>

/** A message may announce a file that never comes (one too large for WhatsApp, or from before the number was connected). */
const isFetchable = ({ id, link, kind }: Media): boolean => (id ?? link) !== undefined && KINDS.includes(kind)

function waitingOf(id: Uuid, { channelId, id: messageId, direction }: FileCarrier, media: Media): WaitingMedia {
  const { kind, mimeType = null, filename = null } = media
  return { id, channelId, messageId, direction, kind, source: media, declaredMime: mimeType, filename }
}
