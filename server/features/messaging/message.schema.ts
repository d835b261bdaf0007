import { z } from 'zod'
import { idParam } from '../../platform/http/index.ts'

const MEDIA = ['image', 'video', 'audio', 'document', 'sticker'] as const

const link = z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }).max(2000)
const words = (most: number) =>
  z.string().trim().min(1, 'must not be empty').max(most, `must have at most ${most} characters`)
const framing = { body: words(1024), header: words(60).optional(), footer: words(60).optional() }

const button = z.strictObject({ id: words(256), title: words(20) })
const row = z.strictObject({ id: words(200), title: words(24), description: words(72).optional() })
const section = z.strictObject({ title: words(24).optional(), rows: z.array(row).min(1).max(10) })
const distinct = (ids: string[]) => new Set(ids).size === ids.length

/** A form (WhatsApp Flow): opened at a screen with data, or as its own endpoint says. */
const flow = z
  .strictObject({
    kind: z.literal('flow'),
    ...framing,
    flowId: words(100),
    button: words(20),
    token: words(200).optional(),
    action: z.enum(['navigate', 'data_exchange']).optional().meta({
      description:
        'Default `navigate`; `data_exchange` asks the endpoint of the flow for the first screen and its data',
    }),
    screen: words(200).optional().meta({ description: 'Default: the first screen of the flow' }),
    data: z.record(z.string(), z.unknown()).optional().meta({ description: 'For `screen`, which must be named' }),
  })
  .refine(given => given.screen !== undefined || Object.keys(given.data ?? {}).length === 0, {
    path: ['screen'],
    error: 'data is for a screen: name it',
  })
  .refine(given => given.action !== 'data_exchange' || given.screen === undefined, {
    path: ['screen'],
    error: 'with data_exchange the endpoint of the flow names the screen: leave it out',
  })

const interactive = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('buttons'),
    ...framing,
    buttons: z
      .array(button)
      .min(1)
      .max(3, 'at most 3 buttons')
      .refine(list => distinct(list.map(one => one.id)), 'ids must differ'),
  }),
  z.strictObject({
    kind: z.literal('list'),
    ...framing,
    button: words(20),
    sections: z
      .array(section)
      .min(1)
      .max(10)
      .refine(list => list.flatMap(one => one.rows).length <= 10, 'at most 10 rows over all sections')
      .refine(list => distinct(list.flatMap(one => one.rows.map(item => item.id))), 'ids must differ')
      .refine(list => list.length === 1 || list.every(one => one.title), 'several sections need a title each'),
  }),
  z.strictObject({ kind: z.literal('cta_url'), ...framing, displayText: words(20), url: link }),
  z.strictObject({ kind: z.literal('location_request'), body: words(1024) }),
  z.strictObject({
    kind: z.literal('product'),
    body: words(1024).optional(),
    footer: words(60).optional(),
    catalogId: words(100),
    productId: words(100),
  }),
  z.strictObject({
    kind: z.literal('product_list'),
    header: words(60),
    body: words(1024),
    footer: words(60).optional(),
    catalogId: words(100),
    sections: z
      .array(z.strictObject({ title: words(24), productIds: z.array(words(100)).min(1).max(30) }))
      .min(1)
      .max(10)
      .refine(list => list.flatMap(one => one.productIds).length <= 30, 'at most 30 products over all sections'),
  }),
  z.strictObject({
    kind: z.literal('catalog'),
    body: words(1024),
    footer: words(60).optional(),
    thumbnailProductId: words(100).optional(),
  }),
  flow,
])

const sharedContact = z.strictObject({
  name: words(200),
  organization: words(200).optional(),
  phones: z
    .array(z.strictObject({ phone: words(40), waId: words(40).optional(), type: words(40).optional() }))
    .min(1)
    .max(10),
  emails: z.array(z.email()).max(10).optional(),
})

/** A file that was uploaded here, or one behind a public link. */
const media = z
  .strictObject({
    id: idParam('media').optional().meta({ description: 'Of POST /api/v1/media, or of a file that a customer sent' }),
    link: link.optional(),
    caption: words(1024).optional(),
    filename: words(240).optional(),
  })
  .refine(given => (given.id === undefined) !== (given.link === undefined), 'give an id or a link')

const replyToMessageId = idParam('message').optional().meta({
  description: 'The message that this one answers; on a channel whose `capabilities.quotes` is false it goes without',
})

/** What can be sent, by type. */
const bodies = [
  z.strictObject({
    type: z.literal('text'),
    text: z.strictObject({ body: words(4096), previewUrl: z.boolean().optional() }),
    replyToMessageId,
  }),
  z.strictObject({
    type: z.enum(MEDIA),
    media,
    replyToMessageId,
  }),
  z.strictObject({ type: z.literal('interactive'), interactive, replyToMessageId }),
  z.strictObject({
    type: z.literal('location'),
    location: z.strictObject({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      name: words(1000).optional(),
      address: words(1000).optional(),
    }),
    replyToMessageId,
  }),
  z.strictObject({
    type: z.literal('reaction'),
    reaction: z.strictObject({ messageId: idParam('message'), emoji: words(16).nullable() }),
  }),
  z.strictObject({
    type: z.literal('template'),
    template: z.strictObject({
      name: words(512),
      language: words(20),
      components: z.array(z.record(z.string(), z.unknown())).max(20).optional(),
    }),
    replyToMessageId,
  }),
  z.strictObject({ type: z.literal('contacts'), contacts: z.array(sharedContact).min(1).max(20), replyToMessageId }),
] as const

export const messageBody = z.discriminatedUnion('type', bodies)
export type MessageBody = z.infer<typeof messageBody>

const to = {
  channelId: idParam('channel'),
  to: z.string().max(32).meta({ description: 'Phone number in international form: +212612345678' }),
}
export const sendBody = z.discriminatedUnion('type', [
  bodies[0].extend(to),
  bodies[1].extend(to),
  bodies[2].extend(to),
  bodies[3].extend(to),
  bodies[4].extend(to),
  bodies[5].extend(to),
  bodies[6].extend(to),
])
export type SendBody = z.infer<typeof sendBody>

export const messageIdParam = z.object({ id: idParam('message') })

const seq = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
export const messageQuery = z
  .object({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    before: seq.optional().meta({ description: 'Messages with a smaller seq, newest first' }),
    after: seq.optional().meta({ description: 'Messages with a larger seq, oldest first' }),
    cursor: z.string().max(500).optional(),
  })
  .refine(query => [query.before, query.after, query.cursor].filter(given => given !== undefined).length <= 1, {
    message: 'give one of before, after and cursor',
  })

/** Where the next page of messages starts. */
export const messagePlace = z.union([
  z.strictObject({ before: z.number().int().min(0) }),
  z.strictObject({ after: z.number().int().min(0) }),
])
