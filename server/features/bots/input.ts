import type { MessageContent, MessageType } from '../channels/index.ts'

/** Which message it was, by the provider's ids. */
export interface Origin {
  messageId?: string
  /** The message that it answers. */
  question?: string
}

/** What a customer did, as bots see it. */
export type Input = Origin & Deed

type Deed =
  | { kind: 'text'; body: string }
  /** A button or a line of a list; `id` is the one the bot gave it. */
  | { kind: 'tap'; id: string; title: string }
  | { kind: 'location'; latitude: number; longitude: number; label?: string }
  /** A cart sent from a WhatsApp catalogue; the product ids are the items' codes. */
  | { kind: 'products'; items: Array<{ code: string; quantity: number }>; note?: string }
  /** An order from the catalogue that does not list its products: only a person can see them, on the phone. */
  | { kind: 'unlistedProducts' }
  /** The chat was opened for the first time, from a link or an ad; nothing was written yet. */
  | { kind: 'opened' }
  /** The customer changed an earlier message (`of`) to other words, or took it back (null). */
  | { kind: 'edit'; of: string; body: string | null }
  /** Pictures, voice, stickers, contacts, and types that we do not know. */
  | { kind: 'other'; type: string }

/** Nobody can write a longer text on WhatsApp. Reading a longer one would keep other customers waiting. */
const MOST = 4096
const read = (text: string): string => (text.length <= MOST ? text : text.slice(0, MOST).toWellFormed())

/** Nobody expects an answer to these. */
const SILENT: ReadonlySet<string> = new Set(['reaction', 'system', 'template', 'call'])

/** What a stored message means to a bot; null when it should stay silent. */
export function inputOf(type: MessageType, content: MessageContent, origin: Origin = {}): Input | null {
  const deed = SILENT.has(type) ? null : deedOf(type, content)
  return deed && { ...deed, ...origin }
}

function deedOf(type: MessageType, content: MessageContent): Deed | null {
  if (type === 'edit' || type === 'revoke') return editOf(type, content)
  if (type === 'request_welcome') return { kind: 'opened' }
  // When words name an offered answer, the message holds that answer too.
  const tap = content.interactive && tapOf(content.interactive)
  if (tap) return tap
  if (content.text) return { kind: 'text', body: read(content.text.body) }
  if (content.button) {
    const { payload, text } = content.button
    return { kind: 'tap', id: read(payload ?? text), title: read(text) }
  }
  // A filled form, a payment, a vote, a permission to call: a person reads these; "I do not understand" would be rude.
  if (content.interactive) return null
  if (content.location) {
    const { latitude, longitude, name, address } = content.location
    const label = read([name, address].filter(Boolean).join(', '))
    return { kind: 'location', latitude, longitude, ...(label && { label }) }
  }
  if (content.order) {
    const { itemCount, orderId } = content.order
    if (content.order.items.length === 0 && (itemCount ?? orderId) !== undefined) return { kind: 'unlistedProducts' }
    const items = content.order.items.map(({ productId, quantity }) => ({ code: productId, quantity }))
    const note = content.order.text?.trim()
    return { kind: 'products', items, ...(note && { note: read(note) }) }
  }
  return { kind: 'other', type }
}

/** Only changed words count. Of a picture the caption changes, which means nothing to a bot. */
function editOf(type: MessageType, { original, text }: MessageContent): Deed | null {
  if (!original) return null
  const of = original.providerMessageId
  if (type === 'revoke') return { kind: 'edit', of, body: null }
  const body = original.text ?? text?.body
  return body === undefined ? null : { kind: 'edit', of, body: read(body) }
}

function tapOf(interactive: NonNullable<MessageContent['interactive']>): Deed | null {
  if (interactive.kind !== 'button_reply' && interactive.kind !== 'list_reply') return null
  return { kind: 'tap', id: read(interactive.id), title: read(interactive.title) }
}
