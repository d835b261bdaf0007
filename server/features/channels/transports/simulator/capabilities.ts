import type { Capabilities } from '../../contract/transport.ts'

const MB = 1024 * 1024

/** As much as any provider may carry, so that the business sees whatever it tries. */
export const CAPABILITIES: Capabilities = {
  textLength: 4096,
  media: {
    image: { maxBytes: 5 * MB, mimeTypes: ['image/jpeg', 'image/png', 'image/webp'], caption: 1024 },
    video: { maxBytes: 16 * MB, mimeTypes: ['video/mp4', 'video/3gpp'], caption: 1024 },
    audio: {
      maxBytes: 16 * MB,
      mimeTypes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
      caption: 0,
    },
    document: { maxBytes: 100 * MB, mimeTypes: ['*'], caption: 1024 },
    sticker: { maxBytes: MB / 2, mimeTypes: ['image/webp'], caption: 0 },
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
  readReceipts: false,
  typing: false,
  groups: true,
  window: true,
}
