import { open } from 'node:fs/promises'
import type { Media } from '../../channels/index.ts'
import { lookAtMark } from './looking/look.ts'

/** The type of a file that could not be recognised. */
export const UNKNOWN_TYPE = 'application/octet-stream'

/** Other names of the same format; WhatsApp and its providers know the name on the right. */
const SAME: Record<string, string> = {
  'audio/x-m4a': 'audio/mp4',
  'audio/opus': 'audio/ogg',
  'audio/mp3': 'audio/mpeg',
  'image/apng': 'image/png',
  'image/jpg': 'image/jpeg',
  'application/xml': 'text/xml',
}

/**
 * Container formats whose content only the sender can name: the sender's type is believed when it can be in such a
 * container.
 */
const BOXES: Record<string, RegExp> = {
  'application/zip': /^application\/(vnd\.(openxmlformats|oasis)|epub\+zip|vnd\.android\.package-archive|java-archive)/,
  'application/x-cfb': /^application\/(msword|vnd\.ms-(excel|powerpoint|outlook|project)|vnd\.visio)$/,
  // A recording without pictures begins like a video.
  'video/mp4': /^audio\/(mp4|aac)$/,
  'video/3gpp': /^audio\/(3gpp|amr)$/,
  'video/webm': /^audio\/webm$/,
}

/** Text formats, which have no mark in their first bytes. */
const TEXTS = /^(text\/(plain|csv|tab-separated-values|calendar|vcard|x-vcard|markdown|rtf)|application\/(json|rtf))$/
/** Markup that a browser would run or draw if it were served as such. */
const ACTIVE = /<(?:!doctype|\?xml|html|head|body|script|svg|iframe|style|meta|link|img|object|embed|xsl:|math)\b/i
const LOOKED_AT = 64 * 1024

/** `Image/JPG; charset=x` → `image/jpeg`; undefined when the text is no type. */
export function plainType(declared: string | undefined | null): string | undefined {
  const type = declared?.split(';')[0]?.trim().toLowerCase()
  if (!type || !/^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/.test(type)) return undefined
  return SAME[type] ?? type
}

/**
 * The type of a file, found from its bytes. The sender's type counts only among formats that cannot be told apart, and
 * never turns a file into markup: text that a browser could run is UNKNOWN_TYPE.
 *
 * @param turn the owner of the file; owners take turns
 */
export async function realType(path: string, declared: string | undefined, turn: string): Promise<string> {
  const told = plainType(declared)
  const type = plainType(await lookAtMark(path, turn))
  if (!type) return told !== undefined && TEXTS.test(told) && (await isPlainText(path)) ? told : UNKNOWN_TYPE
  return told !== undefined && BOXES[type]?.test(told) ? told : type
}

/** Whether a file is valid UTF-8 without control characters, and does not begin with markup. */
async function isPlainText(path: string): Promise<boolean> {
  const handle = await open(path, 'r')
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    let begun = false
    for await (const chunk of handle.createReadStream({ autoClose: false, highWaterMark: LOOKED_AT })) {
      const text = decoder.decode(chunk as Buffer, { stream: true })
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells text from the rest
      if (/[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(text)) return false
      if (!begun && ACTIVE.test(text)) return false
      begun = true
    }
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  } finally {
    await handle.close()
  }
}

/** The WhatsApp kind of a file of this type, when the sender names no kind. */
export function kindOfType(type: string): Media['kind'] {
  if (/^image\/(jpeg|png|webp|gif)$/.test(type)) return 'image'
  if (type.startsWith('video/')) return 'video'
  return type.startsWith('audio/') ? 'audio' : 'document'
}

/**
 * Whether a browser shows or plays this format without running anything in it. All other files are only offered for
 * download.
 */
export const isHarmless = (type: string): boolean =>
  /^(image\/(jpeg|png|webp|gif|avif|heic|heif|bmp|tiff)|(audio|video)\/[a-z0-9.+-]+)$/.test(type)

/** Whether a browser might run a file of this type even when somebody opens it from their downloads. */
export const isActive = (type: string): boolean => /(html|xml|svg|script|xsl)/.test(type)
