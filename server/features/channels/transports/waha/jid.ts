import type { Identity, InboundMessage } from '../../contract/message.ts'
import { idOf } from '../../reading/json.ts'

/** What an address of WhatsApp names. */
export type Jid =
  | { kind: 'phone'; digits: string }
  | { kind: 'lid'; value: string }
  | { kind: 'group'; id: string }
  /** Stories, channels, broadcast lists, WhatsApp itself: nobody can have a conversation with them. */
  | { kind: 'other'; id: string }

/**
 * Reads `…@c.us`, `…@s.whatsapp.net`, `…@lid`, `…@g.us` and the rest; a device (`:12`) is dropped. Undefined: it is no
 * address.
 */
export function readJid(value: unknown): Jid | undefined {
  const text = idOf(value)
  if (text === undefined) return undefined
  const [user = '', host = ''] = text.split('@')
  const name = user.split(':')[0]!.replace(/^\+/, '')
  if (host === 'g.us') return { kind: 'group', id: text }
  // Numbers and lids of businesses whose messages Meta keeps for them end in `hosted`.
  if (host === 'lid' || host === 'hosted.lid') return /^\d+$/.test(name) ? { kind: 'lid', value: name } : undefined
  if (host === 'c.us' || host === 's.whatsapp.net' || host === 'hosted') {
    return /^[1-9]\d{5,14}$/.test(name) ? { kind: 'phone', digits: name } : { kind: 'other', id: text }
  }
  return host === '' ? undefined : { kind: 'other', id: text }
}

export interface WahaPerson {
  identities: Identity[]
  address: InboundMessage['address']
}

/**
 * The person behind several addresses of the same person: the first is the one in the event, the others are what the
 * engine knows besides.
 *
 * @param session scope of lids
 */
export function personOf(jids: ReadonlyArray<Jid | undefined>, session: string): WahaPerson | undefined {
  const phone = jids.find(jid => jid?.kind === 'phone')
  const lid = jids.find(jid => jid?.kind === 'lid')
  const identities: Identity[] = []
  if (phone) {
    identities.push({ kind: 'phone', scope: '', value: `+${phone.digits}` })
    identities.push({ kind: 'wa_id', scope: '', value: phone.digits })
  }
  if (lid) identities.push({ kind: 'lid', scope: session, value: lid.value })
  // Answers go to the form that was received; WAHA takes both.
  const [first] = jids
  if (first?.kind === 'lid') return { identities, address: { kind: 'lid', value: first.value } }
  if (first?.kind === 'phone') return { identities, address: { kind: 'wa_id', value: first.digits } }
  return undefined
}
