import {
  badParam,
  checkOptionalText,
  checkText,
  invalid,
  isObject,
  isWebUrl,
  type Json,
  missing,
  type Refusal,
  required,
} from './checks.ts'
import { checkInteractive } from './interactive.rules.ts'
import { checkTemplate } from './template.rules.ts'

/** A send the provider would accept, with what the twin needs to know about it. */
export interface Sendable {
  type: string
  /** As the caller wrote it. */
  input: string
  /** Digits, a business-scoped user id, or a group id. */
  to: string
  addressing: 'phone' | 'bsuid' | 'group'
  attemptId?: string
}

const MEDIA = ['image', 'video', 'audio', 'document', 'sticker'] as const
const CAPTIONED = new Set(['image', 'video', 'document'])
const TYPES = ['text', ...MEDIA, 'location', 'contacts', 'interactive', 'template', 'reaction']
const BSUID = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/
const MAX_TEXT = 4096
const MAX_CAPTION = 1024
const MAX_CALLBACK_DATA = 512

/** Checks the body of a send as Meta does: returns the refusal that Meta would answer, or the send. */
export function judgeSend(body: unknown): { refusal: NonNullable<Refusal> } | { send: Sendable } {
  if (!isObject(body)) return { refusal: required('messaging_product') }
  const recipient = readRecipient(body)
  const type = readType(body)
  const refusal =
    checkProduct(body) ??
    ('refusal' in recipient ? recipient.refusal : undefined) ??
    checkType(type) ??
    checkContext(body.context) ??
    checkOptionalText(body.biz_opaque_callback_data, 'biz_opaque_callback_data', MAX_CALLBACK_DATA) ??
    checkContent(type, body[type])
  if (refusal) return { refusal }
  const attemptId = body.biz_opaque_callback_data
  const { input, to, addressing } = recipient as Recipient
  return { send: { type, input, to, addressing, ...(typeof attemptId === 'string' && attemptId && { attemptId }) } }
}

/** `messaging_product` must be there and say whatsapp. */
export function checkProduct(body: Json): Refusal {
  const product = body.messaging_product
  if (product === undefined || product === null || product === '') return required('messaging_product')
  if (typeof product === 'string' && product.toLowerCase() === 'whatsapp') return undefined
  return badParam('messaging_product', `must be one of {"WHATSAPP"} - got ${JSON.stringify(product)}.`)
}

interface Recipient {
  input: string
  to: string
  addressing: Sendable['addressing']
}

/** `to` (a number, also written as a JSON number, or a group id) wins over `recipient` (business-scoped user id). */
function readRecipient(body: Json): Recipient | { refusal: NonNullable<Refusal> } {
  const kind = body.recipient_type ?? 'individual'
  if (kind !== 'individual' && kind !== 'group') {
    return { refusal: badParam('recipient_type', 'must be one of {"INDIVIDUAL", "GROUP"}.') }
  }
  const to = typeof body.to === 'number' ? String(body.to) : body.to
  if (typeof to === 'string' && to !== '') {
    if (kind === 'group') return { input: to, to, addressing: 'group' }
    const digits = to.replace(/[\s()+.-]/g, '')
    if (/^[0-9]{3,15}$/.test(digits)) return { input: to, to: digits, addressing: 'phone' }
    return { refusal: invalid('The phone number is malformed: Please use the format: +1234567890.') }
  }
  const bsuid = body.recipient
  if (typeof bsuid !== 'string' || bsuid === '') return { refusal: required('to') }
  if (BSUID.test(bsuid)) return { input: bsuid, to: bsuid, addressing: 'bsuid' }
  return { refusal: badParam('recipient', 'is not a valid business-scoped user id.') }
}

/**
 * Published samples leave `type` out of texts and of one list message, so the twin reads the type from the content when
 * exactly one is there.
 */
function readType(body: Json): string {
  if (typeof body.type === 'string' && body.type !== '') return body.type.toLowerCase()
  const present = TYPES.filter(type => body[type] !== undefined)
  return present.length === 1 ? present[0]! : 'text'
}

function checkType(type: string): Refusal {
  if (TYPES.includes(type)) return undefined
  const known = TYPES.map(name => `"${name.toUpperCase()}"`).join(', ')
  return badParam('type', `must be one of {${known}} - got "${type}".`)
}

function checkContext(context: unknown): Refusal {
  if (context === undefined) return undefined
  if (!isObject(context)) return badParam('context', 'must be a JSON object.')
  return checkText(context.message_id, "context['message_id']", 512)
}

function checkContent(type: string, content: unknown): Refusal {
  if (content === undefined || content === null) return required(type)
  if (type === 'contacts') return checkContacts(content)
  if (!isObject(content)) return badParam(type, 'must be a JSON object.')
  if (type === 'text') return checkText(content.body, "text['body']", MAX_TEXT)
  if (type === 'interactive') return checkInteractive(content)
  if (type === 'template') return checkTemplate(content)
  if (type === 'location') return checkLocation(content)
  if (type === 'reaction') return checkReaction(content)
  return checkMedia(type, content)
}

/** Exactly one of an uploaded id and a link; captions only where WhatsApp shows them. */
export function checkMedia(type: string, media: Json): Refusal {
  if (media.id === undefined && media.link === undefined) return required(`${type}['id']`)
  if (media.id !== undefined) {
    const id = typeof media.id === 'number' ? String(media.id) : media.id
    if (typeof id !== 'string' || id === '') return badParam(`${type}['id']`, 'must be a media object id.')
  } else if (!isWebUrl(media.link)) return badParam(`${type}['link']`, 'must be a valid URI/URL.')
  if (media.caption !== undefined && !CAPTIONED.has(type)) {
    return badParam(`${type}['caption']`, `is not allowed for type ${type}.`)
  }
  return checkOptionalText(media.caption, `${type}['caption']`, MAX_CAPTION)
}

/** Coordinates may be numbers or numeric strings (both are in published requests). */
function checkLocation(location: Json): Refusal {
  const limits = { latitude: 90, longitude: 180 }
  for (const [name, limit] of Object.entries(limits)) {
    const value = location[name]
    if (value === undefined || value === null || value === '') return required(`location['${name}']`)
    const degrees = Number(value)
    if (!Number.isFinite(degrees) || Math.abs(degrees) > limit) {
      return badParam(`location['${name}']`, `must be a number between -${limit} and ${limit}.`)
    }
  }
  return undefined
}

/** An empty emoji removes the reaction. */
function checkReaction(reaction: Json): Refusal {
  const refusal = checkText(reaction.message_id, "reaction['message_id']", 512)
  if (refusal) return refusal
  if (reaction.emoji === undefined) return required("reaction['emoji']")
  return typeof reaction.emoji === 'string' ? undefined : badParam("reaction['emoji']", 'must be a string.')
}

function checkContacts(contacts: unknown): Refusal {
  if (!Array.isArray(contacts) || contacts.length === 0) return badParam('contacts', 'must be a non-empty array.')
  for (const [index, contact] of contacts.entries()) {
    const name = isObject(contact) ? contact.name : undefined
    if (!isObject(name) || typeof name.formatted_name !== 'string' || name.formatted_name === '') {
      return missing(`contacts[${index}]['name']['formatted_name'] is required.`)
    }
  }
  return undefined
}
