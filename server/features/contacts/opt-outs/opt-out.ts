import type { Tx } from '../../../platform/db/index.ts'
import { type Actor, type DataOf, emit, type NewEvent, newEvent } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { CONTACT_EVENTS } from '../events.ts'
import type { Identity } from '../identity.ts'
import { resolveContacts } from '../resolve.ts'
import { type ConsentRow, lockConsents, selectConsent, updateConsents } from './consent.sql.ts'
import { applyWish, type Consent, type ConsentChange, changeOf, type TimedWish } from './consent.ts'

/**
 * How we know: the customer's own word, their setting at the provider, or a provider's refusal of a message of ours.
 */
export type WishSource = 'word' | 'provider' | 'refusal'

/** What one person wants. */
export interface ConsentWish extends TimedWish {
  contactId: Uuid
  source: WishSource
  /** The channel on which it was said. */
  channelId?: Uuid | undefined
  /** It takes back only an opt-out from marketing on the same channel. */
  sameChannel?: boolean | undefined
  /** For the event: where it was said. */
  told?: Omit<DataOf<(typeof CONTACT_EVENTS)['contact.opted_out']>, 'scope' | 'source' | 'at' | 'channelId'> | undefined
}

/** What a provider says about a customer's setting; the shape of `ParsedDelivery.preferences`. */
export interface ProviderPreference extends TimedWish, Pick<ConsentWish, 'channelId' | 'sameChannel' | 'told'> {
  identities: Identity[]
}

/** What wishes came to. */
export interface ConsentChanges {
  acted: boolean[]
  optedOut: Uuid[]
}

/** A contact's consent now. Throws NOT_FOUND. */
export const consentOf = (tx: Tx, contactId: Uuid): Promise<Consent> => tx.one(selectConsent(contactId))

/**
 * Writes changes of consent, in the given order: two statements, however many. The newest change of each contact
 * counts, whatever the order of arrival; a moment in the future counts as now. Writes `contact.opted_out` and
 * `contact.opted_in` for what changed.
 *
 * @returns for each change whether it had an effect, and which contacts want no messages now
 */
export async function applyConsentWishes(tx: Tx, wishes: readonly ConsentWish[]): Promise<ConsentChanges> {
  if (wishes.length === 0) return { acted: [], optedOut: [] }
  const people = new Map(
    (await tx.rows(lockConsents([...new Set(wishes.map(wish => wish.contactId))]))).map(row => [row.id, row]),
  )
  const changed = new Map<Uuid, ConsentRow>()
  const events: NewEvent[] = []
  const acted = wishes.map(wish => {
    const person = people.get(wish.contactId)
    if (!person) return false
    const before: ConsentRow = changed.get(person.id) ?? person
    const at = new Date(Math.min(wish.at.getTime(), person.now.getTime()))
    if (wish.sameChannel && before.marketingOptedOutAt && before.marketingStopChannelId !== wish.channelId) return false
    const after = rowAfter(before, { ...wish, at })
    changed.set(person.id, after)
    const change = changeOf(before, after)
    if (change) events.push(eventOf(wish, at, change))
    return change !== null
  })
  if (changed.size > 0) await tx.run(updateConsents([...changed.values()]))
  await emit(tx, events)
  const optedOut = [...changed.values()].filter(person => person.optedOutAt).map(person => person.id)
  return { acted, optedOut }
}

function rowAfter(before: ConsentRow, wish: ConsentWish): ConsentRow {
  const consent = applyWish(before, wish)
  const { marketingOptedOutAt: stoppedAt } = consent
  const isNew = stoppedAt !== null && stoppedAt.getTime() !== before.marketingOptedOutAt?.getTime()
  const channelId = isNew ? (wish.channelId ?? null) : stoppedAt && before.marketingStopChannelId
  return { ...consent, id: before.id, marketingStopChannelId: channelId }
}

function eventOf({ contactId, source, channelId, told }: ConsentWish, at: Date, { type, scope }: ConsentChange) {
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
  const wishes = preferences.map(({ identities: _, ...wish }, index): ConsentWish => {
    return { ...wish, contactId: contactIds[index]!, source: 'provider' }
  })
  return (await applyConsentWishes(tx, wishes)).optedOut
}
