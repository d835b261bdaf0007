import type { Tx } from '../../platform/db/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { selectIdentitiesOf } from './contact.sql.ts'
import { contradict, type Identity, nameKey, namingIdentities, type Person } from './identity.ts'
import type { LookupResult } from './lookup.ts'
import { lockPeople, selectUndone } from './merge.sql.ts'
import { type ContactMerge, mergeLocked } from './merge.ts'
import { groupSamePeople } from './same-person.ts'

/** Contacts that deliveries name as one person. */
interface Group {
  /** In the order in which they were created. */
  contactIds: Uuid[]
  certain: boolean
}

/**
 * Merges contacts that turn out to be one person, because a delivery has identities of both. The oldest contact stays.
 * Contacts that contradict each other are not merged, unless the provider says that a number was changed; nor are
 * contacts that a person has separated. Asks the database nothing when nobody is named twice.
 *
 * @returns null when nobody is named twice
 */
export async function mergeAutomatically(
  tx: Tx,
  people: readonly Person[],
  found: LookupResult,
): Promise<ContactMerge[] | null> {
  const groups = groupsOf(people, found)
  if (groups.length === 0) return null
  const ids = [...new Set(groups.flatMap(group => group.contactIds))]
  // Everything is decided under these locks.
  const locked = new Map((await tx.rows(lockPeople(ids))).map(row => [row.id, row]))
  const identities = Map.groupBy(await tx.rows(selectIdentitiesOf(ids)), row => row.contactId)
  const apart = new Set((await tx.rows(selectUndone(ids))).map(row => pairOf(row.keptId, row.mergedId)))
  const merges: ContactMerge[] = []
  for (const { contactIds, certain } of groups) {
    const [kept, ...others] = contactIds.filter(id => locked.get(id)?.mergedInto === null)
    const mine: Identity[] = kept ? [...(identities.get(kept) ?? [])] : []
    for (const other of others) {
      const theirs = identities.get(other) ?? []
      if (!kept || apart.has(pairOf(kept, other)) || (!certain && contradict(mine, theirs))) continue
      const reason = certain ? 'number_change' : 'identities'
      const two = [locked.get(kept)!, locked.get(other)!] as const
      merges.push(await mergeLocked(tx, ...two, reason, { kind: 'system' }))
      const [one] = await tx.rows(lockPeople([kept]))
      locked.set(kept, one!)
      locked.set(other, { ...two[1], mergedInto: kept })
      mine.push(...theirs)
    }
  }
  return merges
}

const pairOf = (one: Uuid, other: Uuid): string => [one, other].sort().join(' ')

function groupsOf(people: readonly Person[], { named }: LookupResult): Group[] {
  const namesOf = ({ identities }: Person) => namingIdentities(identities).flatMap(one => named.get(nameKey(one)) ?? [])
  // The usual case: every person is at most one contact.
  if (people.every(person => new Set(namesOf(person)).size <= 1)) return []
  const same = groupSamePeople(people)
  const groups = Map.groupBy(people.keys(), index => same[index]!)
  return [...groups.values()].flatMap(members => {
    const contactIds = [...new Set(members.flatMap(index => namesOf(people[index]!)))].sort()
    return contactIds.length > 1 ? [{ contactIds, certain: members.some(index => people[index]!.certain) }] : []
  })
}
