import type { Tx } from '../../platform/db/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { type ContactCard, contactCards } from './contact.ts'
import { selectIdentities, selectKept } from './identity.sql.ts'
import { type Identity, identityKey, lookedUpAs, nameKey } from './identity.ts'

/** Which of the people are known. */
export interface LookupResult {
  /** What an identity names (`nameKey`) → the contact, the oldest where there are several. */
  known: Map<string, Uuid>
  /** All contacts that an identity names, in the order in which they were created. */
  named: Map<string, Uuid[]>
  /** Identities as they are stored (`identityKey`) → their contacts. */
  owners: Map<string, Uuid>
  nameless: Set<Uuid>
}

/**
 * Looks for people under all forms in which they may be stored: one statement. A merged contact is replaced by the one
 * that stays.
 */
export async function lookUpPeople(
  tx: Tx,
  people: ReadonlyArray<{ identities: readonly Identity[] }>,
): Promise<LookupResult> {
  const wanted = people.flatMap(person => person.identities.flatMap(lookedUpAs))
  const rows = await tx.rows(selectIdentities([...new Map(wanted.map(one => [identityKey(one), one])).values()]))
  const late = rows.filter(row => row.mergedInto !== null).map(row => row.contactId)
  const kept = new Map(late.length > 0 ? (await tx.rows(selectKept(late))).map(row => [row.id, row.keptId]) : [])
  const found: LookupResult = { known: new Map(), named: new Map(), owners: new Map(), nameless: new Set() }
  for (const row of rows) {
    const contactId = kept.get(row.contactId) ?? row.contactId
    const key = nameKey(row)
    found.owners.set(identityKey(row), contactId)
    found.named.set(key, [...new Set([...(found.named.get(key) ?? []), contactId])].sort())
    found.known.set(key, found.named.get(key)![0]!)
    if (row.nameless && contactId === row.contactId) found.nameless.add(contactId)
  }
  return found
}

/** The contact of each person, undefined for people who are not known: a bounded number of statements. */
export async function cardsOfPeople(
  tx: Tx,
  people: ReadonlyArray<{ identities: readonly Identity[] }>,
): Promise<Array<ContactCard | undefined>> {
  if (people.every(person => person.identities.length === 0)) return people.map(() => undefined)
  const { known } = await lookUpPeople(tx, people)
  const ids = people.map(({ identities }) =>
    identities.map(one => known.get(nameKey(one))).find(id => id !== undefined),
  )
  const cards = await contactCards(
    tx,
    ids.filter(id => id !== undefined),
  )
  return ids.map(id => (id === undefined ? undefined : cards.get(id)))
}
