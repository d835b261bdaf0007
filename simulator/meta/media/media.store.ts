import { createHash, createHmac } from 'node:crypto'
import { random } from '../errors.ts'

/** A file the pretended platform keeps. */
export interface MediaObject {
  id: string
  bytes: Buffer
  mimeType: string
  /** Hexadecimal, as the media API prints it; webhooks carry the same digest in base64. */
  sha256: string
  filename?: string
}

/** Keeps uploaded and injected files in memory, the oldest leaving first. */
export interface MediaStore {
  put(bytes: Buffer, mimeType: string, filename?: string): MediaObject
  get(id: string): MediaObject | null
  delete(id: string): boolean
  /** Whether an id has the form this store gives, so that an unknown one is a lost file and not a phone number. */
  isMediaId(id: string): boolean
  /** A download address that works for the given time, with the bearer token only. */
  url(media: MediaObject, base: string, ttlMs: number): string
  /** The file behind a download address; null when the address is wrong or too old. */
  open(query: Record<string, unknown>): MediaObject | null
  clear(): void
}

const ID_PREFIX = '77'
const ID_LENGTH = 16
const SECRET = 'twin-media'

/** An empty store of at most `maxBytes`. */
export function createMediaStore(maxBytes: number): MediaStore {
  const files = new Map<string, MediaObject>()
  let total = 0
  const remove = (id: string) => {
    const file = files.get(id)
    if (!file) return false
    total -= file.bytes.length
    return files.delete(id)
  }
  return {
    put: (bytes, mimeType, filename) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const media: MediaObject = { id: newId(), bytes, mimeType, sha256, ...(filename && { filename }) }
      files.set(media.id, media)
      total += bytes.length
      for (const oldest of files.keys()) {
        if (total <= maxBytes || oldest === media.id) break
        remove(oldest)
      }
      return media
    },
    get: id => files.get(id) ?? null,
    delete: remove,
    isMediaId: id => id.length === ID_LENGTH && id.startsWith(ID_PREFIX),
    url: (media, base, ttlMs) => {
      const ext = Math.floor((Date.now() + ttlMs) / 1000)
      return `${base}/whatsapp_business/attachments/?mid=${media.id}&ext=${ext}&hash=${seal(media.id, String(ext))}`
    },
    open: ({ mid, ext, hash }) => {
      if (typeof mid !== 'string' || typeof ext !== 'string' || hash !== seal(mid, ext)) return null
      return Number(ext) * 1000 > Date.now() ? (files.get(mid) ?? null) : null
    },
    clear: () => {
      files.clear()
      total = 0
    },
  }
}

function newId(): string {
  const digits = String(random(6).readUIntBE(0, 6)).padStart(ID_LENGTH - ID_PREFIX.length, '0')
  return ID_PREFIX + digits.slice(-(ID_LENGTH - ID_PREFIX.length))
}

function seal(id: string, ext: string): string {
  return createHmac('sha256', SECRET).update(`${id}.${ext}`).digest('base64url')
}
