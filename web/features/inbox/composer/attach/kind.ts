import type { Channel } from '../../../../lib/api/types.ts'

const KINDS = ['image', 'video', 'audio'] as const
export type FileKind = (typeof KINDS)[number] | 'document' | 'sticker'

/** What a sticker measures, in both directions. */
const STICKER = 512

/** Whether a picture has the size of a sticker; false when it cannot be read. */
export async function isSticker(file: File): Promise<boolean> {
  if (file.type !== 'image/webp') return false
  const bitmap = await createImageBitmap(file).catch(() => null)
  const fits = bitmap?.width === STICKER && bitmap.height === STICKER
  bitmap?.close()
  return fits
}

/**
 * The kind as which a file is sent here: a picture that the channel does not show as one is sent as a document. Null:
 * it cannot be sent. The server checks the file again and decides.
 */
export function kindFor(file: File, channel: Channel | undefined, sticker = false): FileKind | null {
  const media = channel?.limits.media
  if (!media) return null
  if (sticker && media.sticker && file.size <= media.sticker.maxBytes) return 'sticker'
  const wanted = KINDS.find(kind => file.type.startsWith(`${kind}/`))
  const type = file.type.split(';')[0]!.toLowerCase()
  if (wanted && media[wanted] && allows(media[wanted].mimeTypes, type)) return wanted
  return media.document && allows(media.document.mimeTypes, type) ? 'document' : null
}

const allows = (types: string[], type: string): boolean => types.includes('*') || types.includes(type)

/** The largest size that is allowed, when the file is larger. */
export function tooLarge(file: File, kind: FileKind, channel: Channel | undefined): number | null {
  const most = channel?.limits.media[kind]?.maxBytes
  return most !== undefined && file.size > most ? most : null
}

/** How many characters a caption may have here; 0: the channel carries none. */
export const captionLength = (kind: FileKind | null, channel: Channel | undefined): number =>
  (kind && channel?.limits.media[kind]?.caption) || 0

/** "3.4 MB" */
export function sizeText(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`
  return `${(bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '')} MB`
}
