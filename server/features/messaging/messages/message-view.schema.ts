import { z } from 'zod'
import { linksAnswer } from '../../../platform/http/index.ts'
import { meaningView } from '../../channels/index.ts'
import { messageMedia } from '../media/schema.ts'
import {
  callView,
  contactsView,
  interactiveView,
  locationView,
  orderView,
  systemView,
  templateView,
} from './body-view.schema.ts'
import { MESSAGE_STATUSES } from './status.ts'

const open = z.record(z.string(), z.unknown())

/** What went wrong, in the words for people. */
export const failure = z
  .object({
    code: z.union([z.string(), z.number()]).meta({ description: 'The provider’s, or ours' }),
    meaning: meaningView.optional(),
    title: z.string(),
    text: z.string(),
  })
  .meta({ id: 'MessageFailure' })

const reason = z
  .object({
    code: z.union([z.string(), z.number()]).meta({ description: 'The provider’s' }),
    meaning: meaningView.optional(),
    title: z.string(),
    details: z.string().optional(),
  })
  .meta({ id: 'MessageReason' })

/** What every message has, whatever its type. */
const common = {
  id: z.string(),
  conversationId: z.string(),
  seq: z.number().meta({ description: 'Counts within the conversation, without gaps' }),
  direction: z.enum(['inbound', 'outbound']),
  status: z.enum(MESSAGE_STATUSES),
  referral: open.optional().meta({ description: 'What the customer came from, in the provider’s words' }),
  product: z
    .object({ catalogId: z.string().optional(), productId: z.string().optional() })
    .optional()
    .meta({ description: 'The product the customer asks about' }),
  forwarded: z.boolean().optional(),
  frequentlyForwarded: z
    .boolean()
    .optional()
    .meta({ description: 'It went through so many chats that WhatsApp says so' }),
  raw: z.unknown().optional().meta({ description: 'The provider’s own object, where we could not read it' }),
  replyToMessageId: z.string().nullable().meta({ description: 'The message it answers' }),
  replyToProviderId: z
    .string()
    .nullable()
    .meta({ description: 'The provider’s id of the message that it answers, also when that is not here' }),
  retryOf: z.string().nullable().meta({ description: 'The failed message of which this is a second try' }),
  error: failure
    .extend({ others: z.array(failure).optional().meta({ description: 'What else the provider said of it' }) })
    .nullable()
    .meta({ description: 'Why it did not arrive: the most telling thing that the provider said' }),
  errors: z.array(reason).optional().meta({
    description: 'Why what a customer sent, or its file, cannot be shown: what the provider says of it',
  }),
  edited: z
    .object({ text: z.string().nullable(), at: z.string() })
    .optional()
    .meta({ description: 'Set once it was edited: what it says now. The words of before stay where they were.' }),
  playedAt: z.string().optional().meta({ description: 'When the customer listened to this voice note' }),
  revokedAt: z.string().optional().meta({ description: 'When it was taken back' }),
  author: z.object({
    kind: z.enum(['contact', 'user', 'bot', 'campaign', 'api', 'system']),
    id: z.string().optional(),
    name: z.string().optional(),
  }),
  createdAt: z.string(),
  providerAt: z
    .string()
    .nullable()
    .meta({ description: 'When the provider says it was written; null for what we send' }),
  providerMessageId: z.string().nullable(),
  _links: linksAnswer,
}

const text = z.object({ body: z.string(), previewUrl: z.boolean().optional() })
const original = z
  .object({ messageId: z.string().nullable(), providerMessageId: z.string(), text: z.string().optional() })
  .meta({ description: 'The message that is edited or taken back; `messageId` null: it is not here' })

const known = <T extends string, B extends z.ZodRawShape>(type: T, body: B) =>
  z
    .object({ type: z.literal(type), ...body, ...common })
    .meta({ id: `${type[0]?.toUpperCase()}${type.slice(1)}Message` })

/** Messages of the types that we know, each with its body. */
const knownMessage = z.discriminatedUnion('type', [
  known('text', { text }),
  known('image', { media: messageMedia }),
  known('video', { media: messageMedia }),
  known('audio', { media: messageMedia }),
  known('document', { media: messageMedia }),
  known('sticker', { media: messageMedia }),
  known('location', { location: locationView }),
  known('contacts', { contacts: contactsView }),
  known('interactive', { interactive: interactiveView }),
  known('button', { button: z.object({ payload: z.string().optional(), text: z.string() }) }),
  known('template', { template: templateView }),
  known('reaction', {
    reaction: z
      .object({ messageId: z.string().nullable(), providerMessageId: z.string(), emoji: z.string().nullable() })
      .meta({ description: 'emoji null: the reaction was taken back' }),
  }),
  known('order', { order: orderView }),
  known('system', { system: systemView }),
  known('edit', { original, text: text.optional(), media: messageMedia.optional() }),
  known('revoke', { original }),
  known('call', { call: callView }),
])

/**
 * A message of any other type. A provider's type that we do not know keeps its name and comes with `raw`; so does a
 * known type whose body could not be read.
 */
const otherMessage = z
  .object({ type: z.string(), text: text.optional(), media: messageMedia.optional(), ...common })
  .meta({ id: 'OtherMessage' })

/** A message as its readers see it; `type` says which body it has. */
export const messageView = z.union([knownMessage, otherMessage]).meta({ id: 'Message' })
export type MessageView = z.infer<typeof messageView>

export type Reason = z.infer<typeof reason>
