import type { Interactive, Media, MessageContent, ProductOrder, TypedContent } from '../../../contract/message.ts'
import { arrayOf, nestsDeeperThan, numberOf, objectOf, parseJson, present, textOf } from '../../../reading/json.ts'
import { readErrors } from './provider-error.ts'
import { sharedContact } from './shared-contact.ts'
import { changeOf } from './system.ts'

type Json = Record<string, unknown>

/** The body that a message's type promises is missing or has another shape. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

/** Type and content of one inbound message or echo; `depth` counts the messages that enclose an edited one. */
export function readContent(message: Json, depth = 0): TypedContent {
  const given = (textOf(message.type) ?? typeByBody(message)).slice(0, 64)
  const type = given === 'voice' ? 'audio' : given
  const read = Object.hasOwn(READERS, given) ? READERS[given] : undefined
  const body = read ? read(message, depth) : { raw: message }
  return { type, content: present({ ...body, ...extras(message) }) }
}

const MAX_FORM_DEPTH = 16

/** When a message has no type, its body tells it. */
const typeByBody = (message: Json): string => Object.keys(READERS).find(type => objectOf(message[type])) ?? 'unknown'

/** What any message may have besides its body. */
function extras(message: Json): MessageContent {
  const context = objectOf(message.context)
  const product = objectOf(context?.referred_product)
  const errors = readErrors(message.errors)
  return {
    ...(objectOf(message.referral) && { referral: objectOf(message.referral) }),
    ...((context?.forwarded === true || context?.frequently_forwarded === true) && { forwarded: true }),
    ...(context?.frequently_forwarded === true && { frequentlyForwarded: true }),
    ...(product && {
      product: present({ catalogId: textOf(product.catalog_id), productId: textOf(product.product_retailer_id) }),
    }),
    ...(errors.length > 0 && { errors }),
  }
}

type Reader = (message: Json, depth: number) => MessageContent

const READERS: Record<string, Reader> = {
  text: message => ({ text: { body: bodyText(need(message, 'text')) } }),
  image: message => ({ media: media('image', message) }),
  video: message => ({ media: media('video', message) }),
  audio: message => ({ media: media('audio', message) }),
  voice: message => ({ media: { ...media('audio', { ...message, audio: message.voice }), voice: true } }),
  document: message => ({ media: media('document', message) }),
  sticker: message => ({ media: media('sticker', message) }),
  location: message => ({ location: location(need(message, 'location')) }),
  contacts: message => ({ contacts: arrayOf(message.contacts).map(sharedContact) }),
  interactive: message => ({ interactive: interactive(need(message, 'interactive')) }),
  button: message => {
    const button = need(message, 'button')
    const payload = textOf(button.payload)
    // A tap without a text is still a tap: bots go by the payload.
    const text = payload === undefined ? bodyText(button, 'text') : (wordsOf(button.text) ?? payload)
    return { button: present({ payload, text }) }
  },
  reaction: message => reaction(need(message, 'reaction')),
  order: message => ({ order: order(need(message, 'order')) }),
  system: message => {
    const system = need(message, 'system')
    const { newWaId, newUserId: own, newParentId } = changeOf(system)
    const newUserId = own ?? newParentId
    return {
      system: present({ kind: textOf(system.type) ?? 'unknown', body: textOf(system.body), newWaId, newUserId }),
    }
  },
  edit: (message, depth) => edit(need(message, 'edit'), depth),
  revoke: message => ({ original: { providerMessageId: needText(need(message, 'revoke'), 'original_message_id') } }),
  unsupported: withWords,
  unknown: withWords,
}

/** A message that WhatsApp cannot show may still have the words that were written. */
function withWords(message: Json): MessageContent {
  const body = wordsOf(objectOf(message.text)?.body)
  const raw = message.type === 'unsupported' ? objectOf(message.unsupported) : message
  return { ...(raw && { raw }), ...(body !== undefined && { text: { body } }) }
}

function need(message: Json, key: string): Json {
  const body = objectOf(message[key])
  if (!body) throw new Unreadable(`${key} is missing`)
  return body
}

function needText(body: Json, key: string): string {
  const text = textOf(body[key])
  if (text === undefined) throw new Unreadable(`${key} is missing`)
  return text
}

/** An empty text is a text; only a body that is no text at all is unreadable. */
function bodyText(body: Json, key = 'body'): string {
  const text = wordsOf(body[key])
  if (text === undefined) throw new Unreadable(`${key} is missing`)
  return text
}

const wordsOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined

/** When a file of a message failed at Meta, the message has errors and no file object. */
function media(kind: Media['kind'], message: Json): Media {
  const body = objectOf(message[kind])
  if (!body && readErrors(message.errors).length === 0) throw new Unreadable(`${kind} is missing`)
  return present({
    kind,
    id: textOf(body?.id),
    link: textOf(body?.link) ?? textOf(body?.url),
    mimeType: textOf(body?.mime_type),
    sha256: textOf(body?.sha256),
    caption: textOf(body?.caption),
    filename: textOf(body?.filename),
    voice: body?.voice === true ? true : undefined,
    animated: body?.animated === true ? true : undefined,
  })
}

function location(body: Json) {
  const latitude = numberOf(body.latitude)
  const longitude = numberOf(body.longitude)
  if (latitude === undefined || longitude === undefined) throw new Unreadable('latitude or longitude is missing')
  const [name, address, url] = [textOf(body.name), textOf(body.address), textOf(body.url)]
  return present({ latitude, longitude, name, address, url })
}

/** The replies that are read; a reply without a type is known by its body. */
const REPLIES = ['button_reply', 'list_reply', 'nfm_reply']

function interactive(body: Json): Interactive {
  const type = textOf(body.type) ?? REPLIES.find(name => objectOf(body[name]))
  const reply = objectOf(body[type ?? ''])
  const [id, title] = [textOf(reply?.id), textOf(reply?.title)]
  if (type === 'button_reply' && id !== undefined) return { kind: 'button_reply', id, title: title ?? id }
  if (type === 'list_reply' && id !== undefined) {
    return present({ kind: 'list_reply', id, title: title ?? id, description: textOf(reply?.description) })
  }
  if (type === 'nfm_reply' && reply) {
    const response = formResponse(reply.response_json)
    const token = textOf(reply.flow_token) ?? textOf(objectOf(response)?.flow_token)
    return present({ kind: 'form_reply', name: textOf(reply.name), body: textOf(reply.body), token, response })
  }
  return { kind: 'other', raw: body }
}

/** The answers of a form come as JSON in a string; when that is no JSON, or nests too deeply, it stays as it is. */
function formResponse(json: unknown): unknown {
  if (typeof json !== 'string') return json ?? null
  const bytes = Buffer.from(json)
  if (nestsDeeperThan(bytes, MAX_FORM_DEPTH)) return json
  try {
    return parseJson(bytes)
  } catch (error) {
    if (error instanceof SyntaxError) return json
    throw error
  }
}

/** A reaction was taken back when its emoji is empty or missing. */
function reaction(body: Json): MessageContent {
  return { reaction: { providerMessageId: needText(body, 'message_id'), emoji: textOf(body.emoji) ?? null } }
}

/** Null: nothing that is a price. */
function priceOf(value: unknown): number | null {
  const price = numberOf(value)
  return price !== undefined && price >= 0 ? price : null
}

function order(body: Json): ProductOrder {
  const items = arrayOf(body.product_items).map(entry => {
    const item = objectOf(entry) ?? {}
    return {
      productId: textOf(item.product_retailer_id) ?? '',
      quantity: numberOf(item.quantity) ?? 0,
      price: priceOf(item.item_price),
      currency: textOf(item.currency) ?? '',
    }
  })
  return present({ catalogId: textOf(body.catalog_id), text: textOf(body.text), items })
}

/** An edit whose new body is missing is still an edit, when its message is known. */
function readable(message: Json, depth: number): MessageContent | undefined {
  try {
    return readContent(message, depth).content
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}

function edit(body: Json, depth: number): MessageContent {
  const providerMessageId = needText(body, 'original_message_id')
  const inner = objectOf(body.message)
  const content = inner && depth === 0 ? readable(inner, depth + 1) : undefined
  if (!content) return { original: { providerMessageId }, raw: body }
  const text = content.text?.body ?? content.media?.caption
  return { ...content, original: present({ providerMessageId, text }) }
}
