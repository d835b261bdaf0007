import { open } from 'node:fs/promises'
import type { Media } from '../../channels/index.ts'
import { lookAtMark } from './looking/look.ts'

/** What nobody could recognise. */
export const UNKNOWN_TYPE = 'application/octet-stream'

/** Names under which the same format goes; WhatsApp and its providers know the one on the right. */
const SAME: Record<string, string> = {
  'audio/x-m4a': 'audio/mp4',
  'audio/opus': 'audio/ogg',
  'audio/mp3': 'audio/mpeg',
  'image/apng': 'image/png',
  'image/jpg': 'image/jpeg',
  'application/xml': 'text/xml',
}

/** Boxes whose content only the sender names: the name is believed when it is one that comes in such a box. */
const BOXES: Record<string, RegExp> = {
  'application/zip': /^application\/(vnd\.(openxmlformats|oasis)|epub\+zip|vnd\.android\.package-archive|java-archive)/,
  'application/x-cfb': /^application\/(msword|vnd\.ms-(excel|powerpoint|outlook|project)|vnd\.visio)$/,
  // A recording without pictures begins like a film.
  'video/mp4': /^audio\/(mp4|aac)$/,
  'video/3gpp': /^audio\/(3gpp|amr)$/,
  'video/webm': /^audio\/webm$/,
}

/** Formats without a mark of their own. */
const TEXTS = /^(text\/(plain|csv|tab-separated-values|calendar|vcard|x-vcard|markdown|rtf)|application\/(json|rtf))$/
/** What a browser would run or draw if it were told that this is what it is. */
const ACTIVE = /<(?:!doctype|\?xml|html|head|body|script|svg|iframe|style|meta|link|img|object|embed|xsl:|math)\b/i
const LOOKED_AT = 64 * 1024

/** `Image/JPG; charset=x` → `image/jpeg`; undefined for what is no type. */
export function plainType(declared: string | undefined | null): string | undefined {
  const type = declared?.split(';')[0]?.trim().toLowerCase()
  if (!type || !/^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/.test(type)) return undefined
  return SAME[type] ?? type
}

/**
 * What a file is, by its bytes. What the sender says counts only among formats that cannot be told apart, and never makes
 * markup out of anything: text that a browser could run is UNKNOWN_TYPE.
 *
 * @param turn whose file it is
 */
export async function realType(path: string, declared: string | undefined, turn: string): Promise<string> {
  const told = plainType(declared)
  const type = plainType(await lookAtMark(path, turn))
  if (!type) return told !== undefined && TEXTS.test(told) && (await isPlainText(path)) ? told : UNKNOWN_TYPE
  return told !== undefined && BOXES[type]?.test(told) ? told : type
}

/** Valid UTF-8 without control characters, and no markup at its beginning. */
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

/** How WhatsApp would call a file of this type when nobody says otherwise. */
export function kindOfType(type: string): Media['kind'] {
  if (/^image\/(jpeg|png|webp|gif)$/.test(type)) return 'image'
  if (type.startsWith('video/')) return 'video'
  return type.startsWith('audio/') ? 'audio' : 'document'
}

/** Formats that a browser shows or plays without running anything in them. Everything else is only ever saved. */
export const isHarmless = (type: string): boolean =>
  /^(image\/(jpeg|png|webp|gif|avif|heic|heif|bmp|tiff)|(audio|video)\/[a-z0-9.+-]+)$/.test(type)

/** Types under which a browser might run a file even as a download that somebody opens from it. */
export const isActive = (type: string): boolean => /(html|xml|svg|script|xsl)/.test(type)
