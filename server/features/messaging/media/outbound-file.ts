import type { Context } from '../../../platform/context.ts'
import type { Media, OutboundFile, SendingChannel, SendOutcome } from '../../channels/index.ts'
import { UNKNOWN_TYPE } from './file-type.ts'
import { mediaLinks } from './files/link.ts'
import { keepUpload, type MediaRow, selectMedia, selectUpload } from './media.sql.ts'

/**
 * The file of an outbound message; or the send's outcome when the file cannot be had, before the provider was asked
 * anything.
 */
export type FileToSend = { file?: OutboundFile } | { refused: Extract<SendOutcome, { kind: 'refused' }> }

/**
 * Opens the file named by `content.media.fileId`. Never throws: a file that is missing or away is an outcome of the
 * send.
 */
export async function fileToSend(
  context: Context,
  channel: SendingChannel,
  media: Media | undefined,
): Promise<FileToSend> {
  if (!media?.fileId) return {}
  const { fileId } = media
  try {
    const row = await context.db.tenant(channel.tenantId, tx => tx.maybe(selectMedia(fileId)))
    const there = row?.state === 'ready' && row.storageKey && (await context.files.size(row.storageKey)) !== undefined
    return there ? { file: outboundFile(context, channel, row, media) } : { refused: MISSING }
  } catch (error) {
    context.log.warn(
      { err: error, tenantId: channel.tenantId, mediaId: fileId },
      'a file could not be opened to be sent',
    )
    return { refused: AWAY }
  }
}

const MISSING = {
  kind: 'refused',
  retry: 'never',
  error: {
    code: 'MEDIA_MISSING',
    meaning: 'media_missing',
    title: 'The file is not here any more',
    details: 'Upload it again and send it anew.',
  },
} as const
const AWAY = {
  kind: 'refused',
  retry: 'later',
  retryAfterSeconds: 5,
  unwritten: true,
  error: { code: 'MEDIA_AWAY', meaning: 'media_not_read', title: 'The file could not be read' },
} as const

/** The file in the form that a transport takes: the bytes, a link, or the provider's own copy. */
function outboundFile(context: Context, channel: SendingChannel, row: MediaRow, media: Media): OutboundFile {
  const { db, files } = context
  const { id: channelId, tenantId } = channel
  const mimeType = row.mimeType ?? UNKNOWN_TYPE
  return {
    id: row.id,
    mimeType,
    bytes: row.bytes ?? 0,
    filename: media.filename ?? row.filename ?? nameFor(media.kind, mimeType),
    open: () => files.open(row.storageKey!),
    link: () => mediaLinks(context).address(row),
    uploaded: async () => (await db.tenant(tenantId, tx => tx.maybe(selectUpload(row.id, channelId))))?.providerMediaId,
    keepUploaded: async (id, validForSeconds) => {
      await db.tenant(tenantId, tx => tx.run(keepUpload(tenantId, row.id, channelId, id, validForSeconds)))
    },
  }
}

const EXTENSIONS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/mp4': 'm4a',
  'video/3gpp': '3gp',
  'text/plain': 'txt',
}

/** A name for a file without one; its extension tells receivers how to open it. */
function nameFor(kind: Media['kind'], mimeType: string): string {
  const subtype = mimeType.split('/')[1] ?? ''
  const ending = EXTENSIONS[mimeType] ?? (/^[a-z0-9]{2,5}$/.test(subtype) ? subtype : 'bin')
  return `${kind}.${ending}`
}
