import type { Tx } from '../../../platform/db/index.ts'
import { AppError, notFound } from '../../../platform/errors/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { Capabilities, MediaLimit, MessageContent, MessageType } from '../../channels/index.ts'
import { MEDIA_ERRORS } from './errors.ts'
import { holdMedia, type MediaRow, markSent } from './media.sql.ts'

/**
 * Refuses a file that the channel would refuse, before anything is sent, and says what would work. Also refuses a
 * caption that the channel would leave out silently. The file is kept at least until the transaction ends. A file
 * behind a link is judged by the provider, because we have not seen it.
 *
 * @throws NOT_FOUND, CAPTION_NOT_CARRIED, CAPTION_TOO_LONG, MEDIA_NOT_READY, MEDIA_TOO_LARGE, MEDIA_TYPE_NOT_ALLOWED
 */
export async function checkMedia(
  tx: Tx,
  capabilities: Capabilities,
  type: MessageType,
  { media }: MessageContent,
): Promise<void> {
  const unsaid = captionRefusalOf(capabilities, type, media?.caption)
  if (unsaid) throw unsaid
  if (!media?.fileId) return
  const row = await tx.maybe(holdMedia(media.fileId))
  if (!row) throw notFound()
  if (row.state !== 'ready') throw new AppError(MEDIA_ERRORS.MEDIA_NOT_READY)
  const refusal = refusalOf(capabilities, type, row)
  if (refusal) throw refusal
}

/** Notes that a new message carries its file: from now on the file is kept as long as the message. */
export async function markMediaSent(tx: Tx, { media }: MessageContent, messageId: Uuid): Promise<void> {
  if (media?.fileId) await tx.run(markSent(media.fileId, messageId))
}

/** Why a channel refuses a caption under a file that is to be sent as `type`; undefined when it carries the caption. */
export function captionRefusalOf(
  { media }: Pick<Capabilities, 'media'>,
  type: MessageType,
  caption = '',
): AppError | undefined {
  const most = media[type as keyof typeof media]?.caption ?? 0
  if (caption.length <= most) return undefined
  const apart = 'the words as a message of their own'
  const details = { maxLength: most, length: caption.length }
  if (most === 0) {
    const message = `On this channel ${type} files carry no caption. Send ${apart}, and the file without caption.`
    return new AppError(MEDIA_ERRORS.CAPTION_NOT_CARRIED, { message, details })
  }
  const message = `This channel carries captions of ${most} characters at most; this one has ${caption.length}. Make it shorter, or send ${apart}.`
  return new AppError(MEDIA_ERRORS.CAPTION_TOO_LONG, { message, details })
}

type File = Pick<MediaRow, 'mimeType' | 'bytes'>

/** Why a channel refuses a file that is to be sent as `type`; undefined when it takes the file. */
export function refusalOf({ media }: Capabilities, type: MessageType, file: File): AppError | undefined {
  const limit = media[type as keyof typeof media]
  const mimeType = file.mimeType ?? ''
  if (!limit || !takes(limit, mimeType)) return typeRefusal(media, type, file)
  if ((file.bytes ?? 0) <= limit.maxBytes) return undefined
  const most = `This channel carries ${type} files up to ${sizeOf(limit.maxBytes)}; this one has ${sizeOf(file.bytes ?? 0)}.`
  const other = otherType(media, type, file)
  const next = other ? `Send it as ${other}, or make it smaller.` : 'Make it smaller.'
  const details = { maxBytes: limit.maxBytes, bytes: file.bytes, ...(other && { sendAs: other }) }
  return new AppError(MEDIA_ERRORS.MEDIA_TOO_LARGE, { message: `${most} ${next}`, details })
}

function typeRefusal(media: Capabilities['media'], type: MessageType, file: File): AppError {
  const allowed = media[type as keyof typeof media]?.mimeTypes ?? []
  const other = otherType(media, type, file)
  const carried = allowed.length > 0 ? `only ${allowed.join(', ')}` : 'nothing'
  const next = other ? `Send it as ${other}.` : 'Convert it first.'
  const message = `As ${type} this channel carries ${carried}; this file is ${file.mimeType}. ${next}`
  const details = { mimeType: file.mimeType, allowed: [...allowed], ...(other && { sendAs: other }) }
  return new AppError(MEDIA_ERRORS.MEDIA_TYPE_NOT_ALLOWED, { message, details })
}

const takes = ({ mimeTypes }: MediaLimit, mimeType: string): boolean =>
  mimeTypes.includes('*') || mimeTypes.includes(mimeType)

/** Another type as which the channel would take the file. */
const otherType = (media: Capabilities['media'], type: MessageType, { mimeType, bytes }: File): string | undefined =>
  (['document', 'video', 'image', 'audio'] as const).find(kind => {
    const limit = kind === type ? undefined : media[kind]
    return limit && takes(limit, mimeType ?? '') && (bytes ?? 0) <= limit.maxBytes
  })

function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`
  if (bytes < 1024 * 1024) return `${Math.ceil(bytes / 1024)} KB`
  return `${Math.ceil((bytes / 1024 / 1024) * 10) / 10} MB`
}
