import type { Capabilities, Pace } from '../../contract/transport.ts'

const MB = 1024 * 1024

const DOCUMENTS = [
  'application/pdf',
  'application/msword',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'text/vcard',
]

/**
 * From Twilio's "Guidance on WhatsApp media messages": 16 MB for everything and 5 MB for images; documents take no
 * caption. Buttons and lists exist only as content that was made at Twilio beforehand, so they become numbered text. A
 * customer's tap on such content is still understood.
 */
export const CAPABILITIES: Capabilities = {
  textLength: 1600,
  media: {
    image: { maxBytes: 5 * MB, mimeTypes: ['image/jpeg', 'image/png'], caption: 1024 },
    video: { maxBytes: 16 * MB, mimeTypes: ['video/mp4'], caption: 1024 },
    audio: {
      maxBytes: 16 * MB,
      mimeTypes: ['audio/ogg', 'audio/opus', 'audio/amr', 'audio/3gpp', 'audio/aac', 'audio/mpeg'],
      caption: 0,
    },
    document: { maxBytes: 16 * MB, mimeTypes: DOCUMENTS, caption: 0 },
    sticker: { maxBytes: 100 * 1024, mimeTypes: ['image/webp'], caption: 0 },
  },
  buttons: 0,
  listRows: 0,
  ctaUrl: false,
  locationRequest: false,
  products: false,
  flows: false,
  location: true,
  contacts: false,
  templates: true,
  reactions: false,
  quotes: false,
  readReceipts: false,
  typing: true,
  groups: false,
  window: true,
}

/**
 * Twilio sends 80 messages a second from a WhatsApp sender and queues what comes faster; what is still queued when its validity
 * period ends (10 hours) fails there. So messages wait here instead, where they can still be stopped.
 */
export const PACE: Pace = { perSecond: 80, burst: 80 }
