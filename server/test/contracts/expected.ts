import type { Loose } from '../buildApp.ts'
import { type Change, listOf } from './samples.ts'

/** What must be stored of one message. */
export interface ExpectedMessage {
  key: string
  direction: 'inbound' | 'outbound'
  type: string
  /** Part of the stored content. */
  content: Record<string, unknown>
  /** How the provider calls the customer from then on. */
  customer: string
  profileName: string | undefined
  replyTo: string | null
  at: number
}

export interface ExpectedStatus {
  key: string
  status: string
  errorCode: unknown
}

export interface ExpectedNotice {
  field: string
  value: unknown
}

export interface Expected {
  messages: ExpectedMessage[]
  statuses: ExpectedStatus[]
  notices: ExpectedNotice[]
}

/** What a delivery's changes must come to, read from their own content. */
export function expectationOf(changes: readonly Change[]): Expected {
  const all = changes.map(expectationOfChange)
  return {
    messages: distinct(all.flatMap(one => one.messages)),
    statuses: all.flatMap(one => one.statuses),
    notices: all.flatMap(one => one.notices),
  }
}

function expectationOfChange({ field, value }: Change): Expected {
  const isMessages = (field ?? 'messages') === 'messages' && (value.messages || value.statuses)
  const isEchoes = field === 'smb_message_echoes' && value.message_echoes
  if (!isMessages && !isEchoes) return { messages: [], statuses: [], notices: [{ field: field ?? 'unknown', value }] }
  return {
    messages: isEchoes
      ? listOf(value.message_echoes).map(message => expectedMessage(message, value, 'outbound'))
      : listOf(value.messages).map(message => expectedMessage(message, value, 'inbound')),
    statuses: listOf(value.statuses).map(status => ({
      key: String(status.id),
      status: String(status.status),
      errorCode: listOf(status.errors)[0]?.code,
    })),
    notices: listOf(value.errors).length > 0 ? [{ field: 'messages', value: { errors: value.errors } }] : [],
  }
}

const distinct = (messages: ExpectedMessage[]): ExpectedMessage[] => [
  ...new Map(messages.map(message => [message.key, message])).values(),
]

function expectedMessage(message: Loose, value: Loose, direction: ExpectedMessage['direction']): ExpectedMessage {
  const inbound = direction === 'inbound'
  const customer = String(
    (inbound ? (message.from ?? message.from_user_id) : (message.to ?? message.to_user_id)) ?? onlyContact(value),
  )
  const contact = listOf(value.contacts).find(one => [one.wa_id, one.user_id].map(String).includes(customer))
  const given = String(message.type)
  return {
    key: String(message.id),
    direction,
    type: given === 'voice' ? 'audio' : given,
    content: contentOf(given, message),
    customer: newNumberOf(message) ?? customer,
    profileName: contact?.profile?.name && String(contact.profile.name),
    replyTo: message.context?.id ? String(message.context.id) : null,
    at: Number(message.timestamp) * 1000,
  }
}

/** Who changed the number is answered at the new one. */
function newNumberOf({ system }: Loose): string | undefined {
  const renamed = String(system?.type) === 'user_changed_number' ? system?.wa_id : undefined
  const changed = system?.new_wa_id ?? renamed
  return changed === undefined ? undefined : String(changed)
}

const onlyContact = (value: Loose) => listOf(value.contacts)[0]?.wa_id ?? listOf(value.contacts)[0]?.user_id

/** The fields that matter, by type; a type that is not here must come with the provider's object as it was. */
const CONTENT: Record<string, (message: Loose) => Record<string, unknown>> = {
  text: ({ text }) => ({ text: { body: text?.body } }),
  image: message => ({ media: media('image', message.image) }),
  video: message => ({ media: media('video', message.video) }),
  document: message => ({ media: media('document', message.document) }),
  sticker: message => ({ media: media('sticker', message.sticker) }),
  audio: message => ({ media: media('audio', message.audio) }),
  voice: message => ({ media: { ...media('audio', message.voice), voice: true } }),
  location: ({ location }) => ({ location: pick(location, 'latitude', 'longitude', 'name', 'address') }),
  contacts: message => ({
    contacts: listOf(message.contacts).map(contact => ({
      ...(contact.name?.formatted_name && { name: contact.name.formatted_name }),
      phones: listOf(contact.phones).map(phone => pick(phone, 'phone')),
    })),
  }),
  interactive: ({ interactive }) => ({ interactive: reply(interactive) }),
  button: ({ button }) => ({ button: pick(button, 'payload', 'text') }),
  reaction: ({ reaction }) => ({
    reaction: { providerMessageId: reaction?.message_id, emoji: reaction?.emoji || null },
  }),
  order: ({ order }) => ({
    order: {
      catalogId: order?.catalog_id,
      items: listOf(order?.product_items).map(item => ({
        productId: String(item.product_retailer_id),
        quantity: Number(item.quantity),
        price: Number(item.item_price),
        currency: item.currency,
      })),
    },
  }),
  system: ({ system }) => ({ system: { kind: system?.type, ...(system?.body && { body: system.body }) } }),
  edit: ({ edit }) => ({ original: { providerMessageId: edit?.original_message_id } }),
  revoke: ({ revoke }) => ({ original: { providerMessageId: revoke?.original_message_id } }),
  unsupported: () => ({}),
}

function contentOf(type: string, message: Loose): Record<string, unknown> {
  const body = CONTENT[type] ?? (raw => ({ raw }))
  const codes = listOf(message.errors).map(error => ({ code: error.code }))
  return {
    ...body(message),
    ...(codes.length > 0 && { errors: codes }),
    ...(message.referral && { referral: message.referral }),
    ...(message.context?.forwarded && { forwarded: true }),
    ...(message.context?.referred_product && {
      product: { productId: message.context.referred_product.product_retailer_id },
    }),
  }
}

function media(kind: string, body: Loose | undefined): Record<string, unknown> {
  const same = pick(body, 'id', 'sha256', 'caption', 'filename')
  return { kind, ...same, ...(body?.mime_type && { mimeType: body.mime_type }), ...(body?.url && { link: body.url }) }
}

function reply(interactive: Loose | undefined): Record<string, unknown> {
  const type = String(interactive?.type)
  const body = interactive?.[type]
  if (type === 'button_reply') return { kind: type, ...pick(body, 'id', 'title') }
  if (type === 'list_reply') return { kind: type, ...pick(body, 'id', 'title', 'description') }
  if (type === 'nfm_reply') return { kind: 'form_reply', response: JSON.parse(String(body?.response_json)) }
  return { kind: 'other', raw: interactive }
}

const pick = (body: Loose | undefined, ...names: string[]): Record<string, unknown> =>
  Object.fromEntries(names.filter(name => body?.[name] !== undefined).map(name => [name, body?.[name]]))
