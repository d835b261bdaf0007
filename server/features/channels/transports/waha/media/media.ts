import type { Media, ProviderError } from '../../../contract/message.ts'
import { guessMime } from '../../../reading/file-name.ts'
import { arrayOf, objectOf, present, textOf } from '../../../reading/json.ts'
import { type EngineData, field } from '../parse/engine.ts'

type Json = Record<string, unknown>

/** What WhatsApp's message calls its files, by what they are. */
const BODIES: Array<[string, Media['kind']]> = [
  ['imageMessage', 'image'],
  ['videoMessage', 'video'],
  ['ptvMessage', 'video'],
  ['audioMessage', 'audio'],
  ['documentMessage', 'document'],
  ['stickerMessage', 'sticker'],
  ['lottieStickerMessage', 'sticker'],
]

/** The web client's words for the same. */
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

/** An empty object is no file; one that could not be fetched is. */
const isFile = (media: Json | undefined): boolean =>
  textOf(media?.url) !== undefined || textOf(media?.mimetype) !== undefined || readMediaError(media) !== undefined

/** Whether a message carries a file, also when WAHA could not fetch it: `hasMedia` true with `media` null is legal. */
export const hasMedia = (payload: Json, engine: EngineData): boolean =>
  payload.hasMedia === true ||
  isFile(objectOf(payload.media)) ||
  bodyOf(engine) !== undefined ||
  WEB_TYPES[engine.type ?? ''] !== undefined

const MOST_SAID = 500

/** Why WAHA could not fetch a file: words, or an object that has some. */
export function readMediaError(media: Json | undefined): ProviderError | undefined {
  const error = media?.error
  const told = objectOf(error)
  const words = textOf(error) ?? textOf(told?.message) ?? textOf(told?.error)
  const details = words ?? (told && Object.keys(told).length > 0 ? JSON.stringify(told) : undefined)
  if (details === undefined) return undefined
  return { code: 'media_error', title: 'WAHA could not fetch this file.', details: details.slice(0, MOST_SAID) }
}

/** Whether anything tells what a file is: an edit may say only that there is one. */
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

/** The file of a message. Its id holds the message's and, once WAHA has the bytes, where they are: see `readMediaId`. */
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
    // The web client gives a file without caption its name as body.
    caption: kind === 'audio' || kind === 'sticker' || body === filename ? undefined : body,
    filename,
    voice: kind === 'audio' && voice ? true : undefined,
    animated: field(own?.body, 'isAnimated') === true ? true : undefined,
  })
}

/** What stickers are made of, still and moving; WhatsApp sends pictures as JPEG. */
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
 * A file has no id of its own at WAHA: it is a message's, fetched anew with the message, and lies at an address for some
 * minutes. Of the address on WAHA's own host only the path is kept, because the host is whatever WAHA believes it is called.
 */
export function writeMediaId(messageId: string, url: string | undefined): string {
  if (url === undefined) return messageId
  const parsed = URL.parse(url)
  const own = parsed?.pathname.startsWith('/api/files/') || parsed?.pathname.startsWith('/api/s3/')
  return `${messageId}${SEPARATOR}${parsed && own ? parsed.pathname + parsed.search : url}`
}

/** The message a file came with, and its last address: a path at WAHA, or the whole address elsewhere. */
export function readMediaId(id: string): { messageId: string; address?: string } {
  const at = id.indexOf(SEPARATOR)
  return at < 0 ? { messageId: id } : { messageId: id.slice(0, at), address: id.slice(at + 1) }
}
