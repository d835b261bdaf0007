import type { Media, ProviderError } from '../../../contract/message.ts'
import { guessMime } from '../../../reading/file-name.ts'
import { arrayOf, objectOf, present, textOf } from '../../../reading/json.ts'
import { type EngineData, field } from './engine.ts'

type Json = Record<string, unknown>

/** The fields for files in WhatsApp's own message, with their kinds. */
const BODIES: Array<[string, Media['kind']]> = [
  ['imageMessage', 'image'],
  ['videoMessage', 'video'],
  ['ptvMessage', 'video'],
  ['audioMessage', 'audio'],
  ['documentMessage', 'document'],
  ['stickerMessage', 'sticker'],
  ['lottieStickerMessage', 'sticker'],
]

/** The web client's words for the same kinds. */
const WEB_TYPES: Partial<Record<string, Media['kind']>> = {
  image: 'image',
  video: 'video',
  gif: 'video',
  ptv: 'video',
  audio: 'audio',
  ptt: 'audio',
  document: 'document',
  sticker: 'sticker',
}

const bodyOf = ({ message }: EngineData) => {
  const found = BODIES.find(([name]) => objectOf(message[name]))
  return found && { kind: found[1], body: objectOf(message[found[0]])! }
}

/** An empty object is no file; a file that could not be fetched is one. */
const isFile = (media: Json | undefined): boolean =>
  textOf(media?.url) !== undefined || textOf(media?.mimetype) !== undefined || readMediaError(media) !== undefined

/**
 * Whether a message has a file. It may have one that WAHA could not fetch: `hasMedia` true with `media` null is
 * allowed.
 */
export const hasMedia = (payload: Json, engine: EngineData): boolean =>
  payload.hasMedia === true ||
  isFile(objectOf(payload.media)) ||
  bodyOf(engine) !== undefined ||
  WEB_TYPES[engine.type ?? ''] !== undefined

const MOST_SAID = 500

/** Why WAHA could not fetch a file: a text, or an object with one. */
export function readMediaError(media: Json | undefined): ProviderError | undefined {
  const error = media?.error
  const told = objectOf(error)
  const words = textOf(error) ?? textOf(told?.message) ?? textOf(told?.error)
  const details = words ?? (told && Object.keys(told).length > 0 ? JSON.stringify(told) : undefined)
  if (details === undefined) return undefined
  const title = 'WAHA could not fetch this file.'
  return { code: 'media_error', meaning: 'media_not_fetched', title, details: details.slice(0, MOST_SAID) }
}

/** Whether anything tells the kind of a file: an edit may only say that there is one. */
export const isKindTold = (payload: Json, engine: EngineData): boolean =>
  bodyOf(engine) !== undefined ||
  WEB_TYPES[engine.type ?? ''] !== undefined ||
  (mimeTypeOf(payload, engine) ?? guessMime(namesOf(payload))) !== undefined

const mimeTypeOf = (payload: Json, engine: EngineData): string | undefined =>
  textOf(objectOf(payload.media)?.mimetype) ??
  textOf(bodyOf(engine)?.body.mimetype) ??
  textOf(objectOf(payload._data)?.mimetype)

const namesOf = (payload: Json): unknown[] => {
  const told = objectOf(payload.media)
  return [told?.url, payload.mediaUrl, told?.filename]
}

/**
 * The file of a message. Its id holds the message's id and, once WAHA has the bytes, their address: see `readMediaId`.
 */
export function readMedia(payload: Json, engine: EngineData): Media {
  const told = objectOf(payload.media)
  const own = bodyOf(engine)
  const mimeType = mimeTypeOf(payload, engine)
  const kind = own?.kind ?? WEB_TYPES[engine.type ?? ''] ?? kindOfMime(mimeType ?? guessMime(namesOf(payload)))
  const hash = field(own?.body, 'fileSHA256', 'fileSha256') ?? objectOf(payload._data)?.filehash
  const name = told?.filename ?? field(own?.body, 'fileName', 'title') ?? objectOf(payload._data)?.filename
  const voice = field(own?.body, 'PTT', 'ptt') === true || engine.type === 'ptt'
  const filename = textOf(name)
  const body = textOf(payload.body) ?? textOf(own?.body.caption)
  return present<Media>({
    kind,
    id: writeMediaId(textOf(payload.id) ?? '', textOf(told?.url) ?? textOf(payload.mediaUrl)),
    mimeType,
    sha256: hashText(hash),
    // The web client uses the name of a file without a caption as the body.
    caption: kind === 'audio' || kind === 'sticker' || body === filename ? undefined : body,
    filename,
    voice: kind === 'audio' && voice ? true : undefined,
    animated: field(own?.body, 'isAnimated') === true ? true : undefined,
  })
}

/** The formats of still and moving stickers; WhatsApp sends pictures as JPEG. */
const STICKERS = new Set(['image/webp', 'application/was'])

function kindOfMime(mimeType: string | undefined): Media['kind'] {
  if (STICKERS.has(mimeType ?? '')) return 'sticker'
  const [family] = (mimeType ?? '').split('/')
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'document'
}

/** Base64, or in some versions an object of bytes. */
function hashText(hash: unknown): string | undefined {
  if (typeof hash === 'string') return textOf(hash)
  const bytes = Array.isArray(hash) ? hash : arrayOf(objectOf(hash)?.data)
  return bytes.length === 32 && bytes.every(byte => Number.isInteger(byte))
    ? Buffer.from(bytes as number[]).toString('base64')
    : undefined
}

const SEPARATOR = '#'

/**
 * A file has no id of its own at WAHA. It belongs to a message, is fetched again with the message, and lies at an
 * address for some minutes. When the address is on WAHA's own host, only the path is kept, because WAHA may have a
 * wrong idea of its own host name.
 */
export function writeMediaId(messageId: string, url: string | undefined): string {
  if (url === undefined) return messageId
  const parsed = URL.parse(url)
  const own = parsed?.pathname.startsWith('/api/files/') || parsed?.pathname.startsWith('/api/s3/')
  return `${messageId}${SEPARATOR}${parsed && own ? parsed.pathname + parsed.search : url}`
}

/** The message of a file, and the file's last address: a path at WAHA, or a full address elsewhere. */
export function readMediaId(id: string): { messageId: string; address?: string } {
  const at = id.indexOf(SEPARATOR)
  return at < 0 ? { messageId: id } : { messageId: id.slice(0, at), address: id.slice(at + 1) }
}
