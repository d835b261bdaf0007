import { z } from 'zod'

/** The bodies of messages as their readers see them; each has the shape of the same key of `MessageContent`. */

const framing = { body: z.string(), header: z.string().optional(), footer: z.string().optional() }
const row = z.object({ id: z.string(), title: z.string(), description: z.string().optional() })

/** What a person may tap (outbound), or what they tapped (inbound). */
export const interactiveView = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('buttons'),
      ...framing,
      buttons: z.array(z.object({ id: z.string(), title: z.string() })),
    }),
    z.object({
      kind: z.literal('list'),
      ...framing,
      button: z.string(),
      sections: z.array(z.object({ title: z.string().optional(), rows: z.array(row) })),
    }),
    z.object({ kind: z.literal('cta_url'), ...framing, displayText: z.string(), url: z.string() }),
    z.object({ kind: z.literal('location_request'), body: z.string() }),
    z.object({
      kind: z.literal('product'),
      body: z.string().optional(),
      footer: z.string().optional(),
      catalogId: z.string(),
      productId: z.string(),
    }),
    z.object({
      kind: z.literal('product_list'),
      header: z.string(),
      body: z.string(),
      footer: z.string().optional(),
      catalogId: z.string(),
      sections: z.array(z.object({ title: z.string(), productIds: z.array(z.string()) })),
    }),
    z.object({
      kind: z.literal('catalog'),
      body: z.string(),
      footer: z.string().optional(),
      thumbnailProductId: z.string().optional(),
    }),
    z.object({
      kind: z.literal('flow'),
      ...framing,
      flowId: z.string(),
      button: z.string(),
      token: z.string().optional(),
      action: z.enum(['navigate', 'data_exchange']).optional(),
      screen: z.string().optional(),
      data: z.record(z.string(), z.unknown()).optional(),
    }),
    z.object({ kind: z.literal('button_reply'), id: z.string(), title: z.string() }),
    z.object({
      kind: z.literal('list_reply'),
      id: z.string(),
      title: z.string(),
      description: z.string().optional(),
    }),
    z.object({
      kind: z.literal('form_reply'),
      name: z.string().optional(),
      body: z.string().optional(),
      token: z.string().optional().meta({ description: 'The one that the form was sent with' }),
      response: z.unknown(),
    }),
    z.object({
      kind: z.literal('poll_vote'),
      options: z
        .array(z.string())
        .meta({ description: 'What somebody chose in a poll; none: they took their vote back' }),
    }),
    z.object({
      kind: z.literal('event_response'),
      response: z.string().meta({ description: '`going`, `not_going`, `maybe`, or what WhatsApp says else' }),
      extraGuests: z.number().optional(),
    }),
    z.object({ kind: z.literal('other'), raw: z.unknown() }).meta({ description: 'A kind that we do not know' }),
  ])
  .meta({ id: 'InteractiveBody' })

export const locationView = z.object({
  latitude: z.number(),
  longitude: z.number(),
  name: z.string().optional(),
  address: z.string().optional(),
  url: z.string().optional(),
})

const postalAddress = z.object({
  street: z.string().optional(),
  city: z.string().optional(),
  state: z.string().optional(),
  zip: z.string().optional(),
  country: z.string().optional(),
  countryCode: z.string().optional(),
  type: z.string().optional(),
})

export const contactsView = z.array(
  z.object({
    name: z.string().optional(),
    organization: z.string().optional(),
    department: z.string().optional(),
    title: z.string().optional().meta({ description: 'What they are at work' }),
    birthday: z.string().optional().meta({ description: 'As it was written' }),
    phones: z.array(
      z.object({ phone: z.string().optional(), waId: z.string().optional(), type: z.string().optional() }),
    ),
    emails: z.array(z.string()).optional(),
    emailTypes: z
      .record(z.string(), z.string())
      .optional()
      .meta({ description: 'By address of mail, what kind it is (`WORK`), where that was told' }),
    urls: z.array(z.object({ url: z.string(), type: z.string().optional() })).optional(),
    addresses: z.array(postalAddress).optional(),
  }),
)

export const templateView = z.object({
  name: z.string(),
  language: z.string(),
  components: z.array(z.unknown()).optional(),
})

/** What a customer put together in the catalogue. Prices are as the provider gives them, in whole units of the currency. */
export const orderView = z.object({
  catalogId: z.string().optional(),
  orderId: z.string().optional().meta({ description: 'The provider’s id of the order' }),
  title: z.string().optional(),
  text: z.string().optional(),
  itemCount: z
    .number()
    .optional()
    .meta({ description: 'How many products it has, where they are not listed in `items`' }),
  total: z
    .object({ amount: z.number(), currency: z.string(), digits: z.number() })
    .optional()
    .meta({ description: 'What all of it costs, in minor units, where the provider tells that' }),
  items: z.array(
    z.object({
      productId: z.string(),
      quantity: z.number(),
      price: z.number().nullable().meta({ description: 'null: none was told, or none that can be read' }),
      currency: z.string(),
    }),
  ),
})

export const systemView = z.object({
  kind: z.string(),
  body: z.string().optional(),
  newWaId: z.string().optional(),
  newUserId: z.string().optional(),
})

export const callView = z
  .object({
    status: z.enum(['ringing', 'missed', 'answered', 'rejected', 'failed']),
    direction: z.enum(['inbound', 'outbound']).meta({ description: 'inbound: the customer called' }),
    video: z.boolean().optional(),
    startedAt: z.string().optional().meta({ description: 'When it began, the ringing included' }),
    endedAt: z.string().optional(),
    seconds: z.number().optional().meta({ description: 'How long they talked' }),
  })
  .meta({ id: 'CallBody' })
