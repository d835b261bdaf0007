import type { MessageContent, MessageType } from '../channels/index.ts'

/** What a customer did, as bots see it. */
export type Input =
  | { kind: 'text'; body: string }
  /** A button or a line of a list; `id` is the one the bot gave it. */
  | { kind: 'tap'; id: string; title: string }
  | { kind: 'location'; latitude: number; longitude: number; label?: string }
  /** A cart sent from a WhatsApp catalogue; the product ids are the items' codes. */
  | { kind: 'products'; items: Array<{ code: string; quantity: number }> }
  /** Pictures, voice, stickers, contacts, what we do not know. */
  | { kind: 'other'; type: string }

/** Nobody can write a longer text on WhatsApp; whatever is longer costs time that other customers wait for. */
const MOST = 4096
const read = (text: string): string => (text.length <= MOST ? text : text.slice(0, MOST).toWellFormed())

/** Nobody expects an answer to these. */
const SILENT: ReadonlySet<string> = new Set(['reaction', 'system', 'edit', 'revoke', 'template'])

/** Nor to these; a colleague reads them. */
const SILENT_KINDS: ReadonlySet<string> = new Set(['poll_vote', 'event_response'])

/** What a stored message means to a bot; null when it should stay silent. */
export function inputOf(type: MessageType, content: MessageContent): Input | null {
  if (SILENT.has(type)) return null
  // Words that name an offered answer come with it.
  const tap = content.interactive && tapOf(content.interactive)
  if (tap) return tap
  if (content.text) return { kind: 'text', body: read(content.text.body) }
  if (content.button) {
    const { payload, text } = content.button
    return { kind: 'tap', id: read(payload ?? text), title: read(text) }
  }
  if (content.interactive) return SILENT_KINDS.has(content.interactive.kind) ? null : { kind: 'other', type }
  if (content.location) {
    const { latitude, longitude, name, address } = content.location
    const label = read([name, address].filter(Boolean).join(', '))
    return { kind: 'location', latitude, longitude, ...(label && { label }) }
  }
  if (content.order) {
    const items = content.order.items.map(({ productId, quantity }) => ({ code: productId, quantity }))
    return { kind: 'products', items }
  }
  return { kind: 'other', type }
}

function tapOf(interactive: NonNullable<MessageContent['interactive']>): Input | null {
  if (interactive.kind !== 'button_reply' && interactive.kind !== 'list_reply') return null
  return { kind: 'tap', id: read(interactive.id), title: read(interactive.title) }
}
