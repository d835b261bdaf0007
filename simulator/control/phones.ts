import { bareAddress, type Provider } from '../provider.ts'
import type { Entry } from '../record/journal.ts'

/** One message on a customer's phone. */
export interface PhoneMessage {
  /** `received` from the business, `written` by the customer. */
  direction: 'received' | 'written'
  provider: Provider
  wamid: string
  phoneNumberId: string
  type: string
  /** At Meta what stands under the message's type; at Twilio the form, at WAHA the body or the payload. */
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
  const address = bareAddress(customer)
  const isTheirs = (party: string | undefined) => party !== undefined && bareAddress(party) === address
  for (const entry of entries) {
    if (entry.kind === 'send' && entry.accepted && isTheirs(entry.to)) messages.push(toMessage(entry, 'received'))
    else if (entry.kind === 'inbound' && isTheirs(entry.from)) {
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
    provider: entry.provider ?? 'meta',
    wamid: entry.wamid ?? '',
    phoneNumberId: entry.phoneNumberId ?? '',
    type,
    content: entry.provider ? entry.request : (entry.request as Record<string, unknown> | undefined)?.[type],
    ...(entry.attemptId !== undefined && { attemptId: entry.attemptId }),
    at: entry.at,
  }
}
