import type { Capabilities, Pace } from '../../contract/transport.ts'

const MB = 1024 * 1024

/**
 * What a linked phone can send through WAHA. Buttons and lists reach few phones this way, so they are sent as numbered
 * text.
 */
export const CAPABILITIES: Capabilities = {
  textLength: 4096,
  media: {
    image: { maxBytes: 5 * MB, mimeTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'], caption: 1024 },
    video: {
      maxBytes: 16 * MB,
      mimeTypes: ['video/mp4', 'video/3gpp', 'video/quicktime', 'video/webm'],
      caption: 1024,
    },
    audio: {
      maxBytes: 16 * MB,
      mimeTypes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/wav', 'audio/webm'],
      caption: 0,
    },
    document: { maxBytes: 64 * MB, mimeTypes: ['*'], caption: 1024 },
  },
  buttons: 0,
  listRows: 0,
  ctaUrl: false,
  locationRequest: false,
  products: false,
  flows: false,
  location: true,
  contacts: true,
  templates: false,
  reactions: true,
  quotes: true,
  readReceipts: true,
  typing: true,
  groups: true,
  window: false,
}

/**
 * A linked phone is a person's account, and WhatsApp bans accounts that write like machines: one message in two seconds, five
 * at once, and to the same customer one in four seconds after ten.
 */
export const PACE: Pace = { perSecond: 0.5, burst: 5, pair: { everySeconds: 4, burst: 10 } }
