import type { Tx } from '../../../platform/db/index.ts'
import { type Actor, type DataOf, emit, type NewEvent, newEvent } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { CONTACT_EVENTS } from '../events.ts'
import type { Identity } from '../identity.ts'
import { madeHere, resolveContacts } from '../resolve.ts'
import { type ConsentRow, type ContactConsent, lockConsents, selectConsents, updateConsents } from './consent.sql.ts'
import { applyConsentUpdate, type ConsentChange, type ConsentUpdate, changeOf } from './consent.ts'

/**
 * How we know: the customer's own word, their setting at the provider, or a provider's refusal of a message of ours.
 */
export type ConsentSource = 'word' | 'provider' | 'refusal'

/** What one person wants. */
export interface ContactConsentUpdate extends ConsentUpdate {
  contactId: Uuid
  source: ConsentSource
  /** The channel on which it was said. */
  channelId?: Uuid | undefined
  /** It takes back only an opt-out from marketing on the same channel. */
  sameChannel?: boolean | undefined
  /** For the event: where it was said. */
  told?: Omit<DataOf<(typeof CONTACT_EVENTS)['contact.opted_out']>, 'scope' | 'source' | 'at' | 'channelId'> | undefined
}

/** What a provider says about a customer's setting; the shape of `ParsedDelivery.preferences`. */
export interface ProviderPreference
  extends ConsentUpdate,
    Pick<ContactConsentUpdate, 'channelId' | 'sameChannel' | 'told'> {
  identities: Identity[]
}

/** What the updates changed. */
export interface ConsentChanges {
  acted: boolean[]
  optedOut: Uuid[]
}

/** The consent of contacts now, by id; somebody who does not exist is missing. */
export async function consentsOf(tx: Tx, contactIds: readonly Uuid[]): Promise<Map<Uuid, ContactConsent>> {
  const made = madeHere(tx)
  const older = contactIds.filter(id => !made.has(id))
  const rows = older.length > 0 ? await tx.rows(selectConsents(older)) : []
  const fresh = contactIds.filter(id => made.has(id)).map((id): ContactConsent => ({ ...UNASKED, id }))
  return new Map([...rows, ...fresh].map(row => [row.id, row]))
}

/** What is known of somebody who has just been met. */
const UNASKED = {
  optedOutAt: null,
  optedInAt: null,
  marketingOptedOutAt: null,
  marketingOptedInAt: null,
  marketingStopChannelId: null,
  locale: null,
}

/**
 * Writes changes of consent, in the given order: two statements, however many. The newest change of each contact
 * counts, whatever the order of arrival; a moment in the future counts as now. Writes `contact.opted_out` and
 * `contact.opted_in` for what changed.
 *
 * @returns for each change whether it had an effect, and which contacts want no messages now
 */
export async function applyConsentUpdates(tx: Tx, updates: readonly ContactConsentUpdate[]): Promise<ConsentChanges> {
  if (updates.length === 0) return { acted: [], optedOut: [] }
  for (const { contactId } of updates) madeHere(tx).delete(contactId)
  const people = new Map(
    (await tx.rows(lockConsents([...new Set(updates.map(update => update.contactId))]))).map(row => [row.id, row]),
  )
  const changed = new Map<Uuid, ConsentRow>()
  const events: NewEvent[] = []
  const acted = updates.map(update => {
    const person = people.get(update.contactId)
    if (!person) return false
    const before: ConsentRow = changed.get(person.id) ?? person
    const at = new Date(Math.min(update.at.getTime(), person.now.getTime()))
    if (update.sameChannel && before.marketingOptedOutAt && before.marketingStopChannelId !== update.channelId)
      return false
    const after = rowAfter(before, { ...update, at })
    changed.set(person.id, after)
    const change = changeOf(before, after)
    if (change) events.push(eventOf(update, at, change))
    return change !== null
  })
  if (changed.size > 0) await tx.run(updateConsents([...changed.values()]))
  await emit(tx, events)
  const optedOut = [...changed.values()].filter(person => person.optedOutAt).map(person => person.id)
  return { acted, optedOut }
}

function rowAfter(before: ConsentRow, update: ContactConsentUpdate): ConsentRow {
  const consent = applyConsentUpdate(before, update)
  const { marketingOptedOutAt: stoppedAt } = consent
  const isNew = stoppedAt !== null && stoppedAt.getTime() !== before.marketingOptedOutAt?.getTime()
  const channelId = isNew ? (update.channelId ?? null) : stoppedAt && before.marketingStopChannelId
  return { ...consent, id: before.id, marketingStopChannelId: channelId }
}

function eventOf(
  { contactId, source, channelId, told }: ContactConsentUpdate,
  at: Date,
  { type, scope }: ConsentChange,
) {
  const actor: Actor = source === 'refusal' ? { kind: 'system' } : { kind: 'contact', id: contactId }
  return newEvent(CONTACT_EVENTS[type], contactId, actor, { scope, source, at: at.toISOString(), channelId, ...told })
}

/**
 * Customers told the provider, not us, that they opt out or in. An unknown customer becomes a contact: an opt-out must
 * hold for the first message too.
 *
 * @returns which of these contacts want no messages now
 */
export async function applyPreferences(tx: Tx, preferences: readonly ProviderPreference[]): Promise<Uuid[]> {
  const contactIds = await resolveContacts(tx, preferences)
  const updates = preferences.map(({ identities: _, ...update }, index): ContactConsentUpdate => {
    return { ...update, contactId: contactIds[index]!, source: 'provider' }
  })
  return (await applyConsentUpdates(tx, updates)).optedOut
}
