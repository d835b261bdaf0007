import type { Entry } from './journal.ts'

/** One message on a customer's phone. */
export interface PhoneMessage {
  /** `received` from the business, `written` by the customer. */
  direction: 'received' | 'written'
  wamid: string
  phoneNumberId: string
  type: string
  /** The body under the message's type: `{body: 'Hello'}` of a text, the whole interactive object… */
  content: unknown
  attemptId?: string
  at: string
  /** For written messages: the business has read it, or is typing an answer to it. */
  readAt?: string
}

/** What a customer's phone shows, oldest first, as far as the journal's memory reaches. A duplicate send shows twice. */
export function phoneView(entries: Iterable<Entry>, customer: string): PhoneMessage[] {
  const messages: PhoneMessage[] = []
  const written = new Map<string, PhoneMessage>()
  for (const entry of entries) {
    if (entry.kind === 'send' && entry.accepted && entry.to === customer) messages.push(toMessage(entry, 'received'))
    else if (entry.kind === 'inbound' && entry.from === customer) {
      const message = toMessage(entry, 'written')
      messages.push(message)
      written.set(message.wamid, message)
    } else if (entry.kind === 'read' && entry.accepted && entry.wamid) markRead(written.get(entry.wamid), entry.at)
  }
  return messages
}

function markRead(message: PhoneMessage | undefined, at: string): void {
  if (message && message.readAt === undefined) message.readAt = at
}

function toMessage(entry: Entry, direction: PhoneMessage['direction']): PhoneMessage {
  const type = entry.type ?? 'unknown'
  return {
    direction,
    wamid: entry.wamid ?? '',
    phoneNumberId: entry.phoneNumberId ?? '',
    type,
    content: (entry.request as Record<string, unknown> | undefined)?.[type],
    ...(entry.attemptId !== undefined && { attemptId: entry.attemptId }),
    at: entry.at,
  }
}
