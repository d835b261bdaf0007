import { z } from 'zod'
import { id } from '../../../platform/events/index.ts'
import { MEANINGS } from '../../channels/index.ts'
import {
  callView,
  contactsView,
  interactiveView,
  locationView,
  orderView,
  systemView,
  templateView,
} from './body-view.schema.ts'

const open = z.record(z.string(), z.unknown())

/** A file, as the provider named it or as the caller gave it. */
const media = z.object({
  kind: z.enum(['image', 'video', 'audio', 'document', 'sticker']),
  id: z.string().optional().describe('The provider’s'),
  link: z.string().optional(),
  mimeType: z.string().optional(),
  sha256: z.string().optional(),
  caption: z.string().optional(),
  filename: z.string().optional(),
  voice: z.boolean().optional(),
  animated: z.boolean().optional(),
  fileId: id('media').optional().describe('Of our copy'),
})

const providerError = z.object({
  code: z.union([z.string(), z.number()]),
  meaning: z.enum(MEANINGS).optional(),
  title: z.string().optional(),
  message: z.string().optional(),
  details: z.string().optional(),
})

/** The body of a message as it is stored: `MessageContent`. It names other messages by the provider's ids. */
export const messageContent = z
  .object({
    text: z.object({ body: z.string(), previewUrl: z.boolean().optional() }),
    media,
    location: locationView,
    contacts: contactsView,
    interactive: interactiveView,
    button: z.object({ payload: z.string().optional(), text: z.string() }),
    template: templateView,
    reaction: z.object({ providerMessageId: z.string(), emoji: z.string().nullable() }),
    order: orderView,
    call: callView,
    system: systemView,
    original: z.object({ providerMessageId: z.string(), text: z.string().optional() }),
    referral: open,
    forwarded: z.boolean(),
    frequentlyForwarded: z.boolean(),
    product: z.object({ catalogId: z.string().optional(), productId: z.string().optional() }),
    errors: z.array(providerError),
    raw: z.unknown(),
  })
  .partial()
  .meta({ id: 'MessageContent', description: 'The body, by type; the key that is set goes with the type' })
