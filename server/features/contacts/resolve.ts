import type { Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { type EventInput, emit } from '../../platform/events/index.ts'
import { newId, type Uuid } from '../../platform/ids/index.ts'
import { CONTACT_ERRORS } from './errors.ts'
import { deleteContacts, fillNames, insertPeople, moveIdentities, selectIdentities } from './identity.sql.ts'
import { contactNamedBy, type Identity, identityKey } from './identity.ts'

/** Somebody as a provider describes them. */
export interface Person {
  /** At least one; the strongest that is known decides who it is. */
  identities: Identity[]
  profileName?: string
}

interface Found {
  /** Identity key → contact. */
  known: Map<string, Uuid>
  nameless: Set<Uuid>
}

const LONGEST_NAME = 200

/**
 * The contacts of many people, made where nobody knows them: one statement when all are known, two when some are new.
 * People who share an identity are one contact, in this batch too. Newly seen identities are linked, an absent name is
 * filled from the profile, a name that is there is never replaced. Two transactions that meet the same new person end
 * with one contact: uniqueness is the database's, the one that comes second takes the other's.
 *
 * @returns contact ids in the order of `people`
 * @throws CONTACT_UNIDENTIFIED when somebody has no identity
 */
export async function resolveContacts(tx: Tx, tenantId: Uuid, people: readonly Person[]): Promise<Uuid[]> {
  if (people.length === 0) return []
  const wanted = new Map(people.flatMap(person => person.identities).map(one => [identityKey(one), one]))
  if (people.some(person => person.identities.length === 0)) throw new AppError(CONTACT_ERRORS.CONTACT_UNIDENTIFIED)
  const found = await find(tx, [...wanted.values()])
  const plan = assign(people, found.known)
  const moved = plan.links.length > 0 ? await write(tx, tenantId, people, plan, found) : new Map<Uuid, Uuid>()
  const ids = plan.ids.map(id => moved.get(id) ?? id)
  await nameThem(tx, people, ids, found.nameless)
  return ids
}

async function find(tx: Tx, identities: readonly Identity[]): Promise<Found> {
  const rows = await tx.rows(selectIdentities(identities))
  return {
    known: new Map(rows.map(row => [identityKey(row), row.contactId])),
    nameless: new Set(rows.filter(row => row.nameless).map(row => row.contactId)),
  }
}

interface Plan {
  ids: Uuid[]
  /** Contacts to be made, with the name they get. */
  made: Map<Uuid, string | null>
  links: Array<Identity & { contactId: Uuid }>
}

/** Goes through people in order, as if each came alone; `known` grows on the way. */
function assign(people: readonly Person[], known: Map<string, Uuid>): Plan {
  const plan: Plan = { ids: [], made: new Map(), links: [] }
  for (const person of people) {
    const contactId = contactNamedBy(person.identities, known) ?? newId()
    const isNew = !person.identities.some(identity => known.has(identityKey(identity)))
    if (isNew) plan.made.set(contactId, nameOf(person))
    else if (plan.made.get(contactId) === null) plan.made.set(contactId, nameOf(person))
    for (const { kind, scope, value } of person.identities) {
      const key = identityKey({ kind, scope, value })
      if (known.has(key)) continue
      known.set(key, contactId)
      plan.links.push({ kind, scope, value, contactId })
    }
    plan.ids.push(contactId)
  }
  return plan
}

/** Writes the plan. Returns which of its contacts another transaction had made first, as old → theirs. */
async function write(
  tx: Tx,
  tenantId: Uuid,
  people: readonly Person[],
  plan: Plan,
  found: Found,
): Promise<Map<Uuid, Uuid>> {
  const made = [...plan.made].map(([id, name]) => ({ id, name }))
  const linked = await tx.rows(insertPeople(tenantId, plan.links, made))
  const moved = linked.length < plan.links.length ? await yieldTo(tx, people, plan, linked, found) : new Map()
  const stayed = made.filter(contact => !moved.has(contact.id))
  await emit(tx, tenantId, stayed.map(created))
  return moved
}

const created = ({ id, name }: { id: Uuid; name: string | null }): EventInput => ({
  type: 'contact.created',
  aggregateKind: 'contact',
  aggregateId: id,
  actor: { kind: 'contact', id },
  data: { name },
})

/** Somebody else wrote some of our people at the same time: their contacts stay, what we made for them goes. */
async function yieldTo(
  tx: Tx,
  people: readonly Person[],
  plan: Plan,
  linked: readonly Identity[],
  found: Found,
): Promise<Map<Uuid, Uuid>> {
  const ours = new Set(linked.map(identityKey))
  const lost = plan.links.filter(link => !ours.has(identityKey(link)))
  const { known: theirs, nameless } = await find(tx, lost)
  for (const id of nameless) found.nameless.add(id)
  const moved = new Map<Uuid, Uuid>()
  people.forEach((person, index) => {
    const id = plan.ids[index]!
    const winner = contactNamedBy(person.identities, theirs)
    if (winner && plan.made.has(id) && !moved.has(id)) moved.set(id, winner)
  })
  const moves = [...moved].map(([from, to]) => ({ from, to }))
  if (moves.length > 0) {
    await tx.run(moveIdentities(moves))
    await tx.run(deleteContacts([...moved.keys()]))
  }
  return moved
}

async function nameThem(tx: Tx, people: readonly Person[], ids: readonly Uuid[], nameless: Set<Uuid>): Promise<void> {
  const names = new Map<Uuid, string>()
  people.forEach((person, index) => {
    const name = nameOf(person)
    if (name && nameless.has(ids[index]!) && !names.has(ids[index]!)) names.set(ids[index]!, name)
  })
  if (names.size > 0) await tx.run(fillNames([...names].map(([id, name]) => ({ id, name }))))
}

const nameOf = (person: Person): string | null =>
  person.profileName?.trim().slice(0, LONGEST_NAME).toWellFormed() || null
