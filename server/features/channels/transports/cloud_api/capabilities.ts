import type { Capabilities, Pace } from '../../contract/transport.ts'

const MB = 1024 * 1024

const IMAGES = ['image/jpeg', 'image/png']
const VIDEOS = ['video/mp4', 'video/3gpp']
const AUDIO = ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg']
const STICKERS = ['image/webp']

/** Meta refuses the upload of anything else (100); a picture or a recording may also be sent as a document. */
const DOCUMENTS = [
  'application/pdf',
  'text/plain',
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  ...IMAGES,
  ...VIDEOS,
  ...AUDIO,
  ...STICKERS,
]

/** From Meta's reference of messages and of supported media types. */
export const CAPABILITIES: Capabilities = {
  textLength: 4096,
  media: {
    image: { maxBytes: 5 * MB, mimeTypes: IMAGES, caption: 1024 },
    video: { maxBytes: 16 * MB, mimeTypes: VIDEOS, caption: 1024 },
    audio: { maxBytes: 16 * MB, mimeTypes: AUDIO, caption: 0 },
    document: { maxBytes: 100 * MB, mimeTypes: DOCUMENTS, caption: 1024 },
    sticker: { maxBytes: 500 * 1024, mimeTypes: STICKERS, caption: 0 },
  },
  buttons: 3,
  listRows: 10,
  ctaUrl: true,
  locationRequest: true,
  products: true,
  flows: true,
  location: true,
  contacts: true,
  templates: true,
  reactions: true,
  quotes: true,
  readReceipts: true,
  typing: true,
  groups: true,
  window: true,
}

/** A number sends 80 messages a second; one customer gets 45 at once and then one every six seconds. */
export const PACE: Pace = { perSecond: 80, burst: 80, pair: { everySeconds: 6, burst: 45 } }
