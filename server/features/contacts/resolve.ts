import type { SystemTx, Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { emit, newEvent } from '../../platform/events/index.ts'
import { newId, type Uuid } from '../../platform/ids/index.ts'
import { mustHaveHadRoom } from '../tenancy/index.ts'
import { mergeAutomatically } from './auto-merge.ts'
import { CONTACT_ERRORS } from './errors.ts'
import { CONTACT_EVENTS } from './events.ts'
import { deleteContacts, fillNames, insertPeople, moveIdentities, takeUsernames } from './identity.sql.ts'
import { contactNamedBy, type Identity, identityKey, nameKey, type Person, storedForms } from './identity.ts'
import { type LookupResult, lookUpPeople } from './lookup.ts'
import type { ContactMerge } from './merge.ts'
import { groupSamePeople } from './same-person.ts'

/** The contacts of people. */
export interface ResolvedPeople {
  /** Contact ids in the order of people. */
  ids: Uuid[]
  /** Those that this call created: nothing else can know them yet. */
  made: ReadonlySet<Uuid>
  /** Contacts that turned out to be one: features that store things by contact move them. */
  merges: ContactMerge[]
}

const LONGEST_NAME = 200

const MADE = {}

/**
 * The contacts that this transaction has created and not changed since. Nothing else can know them yet, so what is stored
 * about them need not be asked for.
 */
export const madeHere = (tx: SystemTx): Set<Uuid> => tx.own(MADE, () => new Set<Uuid>())

/**
 * Finds the contacts of many people, and creates missing ones: one statement when all are known, two when some are new.
 * People who share an identity are one contact, in this batch too; every form of a number is the same number. New
 * identities are linked; a missing name is filled from the profile; an existing name is never replaced. When two
 * transactions meet the same new person, both end with one contact: the database keeps identities unique, and the
 * second one takes the first one's contact. When several contacts turn out to be one person, the one with the strongest
 * identity is taken; `resolvePeople` merges them.
 *
 * @returns contact ids in the order of `people`
 * @throws CONTACT_UNIDENTIFIED when somebody has no identity
 */
export async function resolveContacts(tx: Tx, people: readonly Person[]): Promise<Uuid[]> {
  if (people.length === 0) return []
  const known = complete(people)
  return (await assignAll(tx, known, await lookUpPeople(tx, known))).ids
}

/**
 * The contact of somebody whom a person or a program names. Customers who write are never refused; here one more than the
 * plan allows is.
 *
 * @throws PLAN_BOUND_REACHED, when the contact would be new; CONTACT_UNIDENTIFIED
 */
export async function resolveNamed(tx: Tx, person: Person): Promise<Uuid> {
  const known = complete([person])
  const found = await lookUpPeople(tx, known)
  const [id] = (await assignAll(tx, known, found)).ids
  if (found.known.size === 0) await mustHaveHadRoom(tx, 'contacts')
  return id!
}

/** As `resolveContacts`, and merges contacts that turn out to be one person. Throws the same. */
export async function resolvePeople(tx: Tx, people: readonly Person[]): Promise<ResolvedPeople> {
  if (people.length === 0) return { ids: [], made: new Set(), merges: [] }
  const known = complete(people)
  const found = await lookUpPeople(tx, known)
  const merges = await mergeAutomatically(tx, known, found)
  // People who were named twice may have been merged in the meantime, by us or by another transaction.
  const now = merges === null ? found : await lookUpPeople(tx, known)
  return { ...(await assignAll(tx, known, now)), merges: merges ?? [] }
}

function complete(people: readonly Person[]): Person[] {
  if (people.some(person => person.identities.length === 0)) throw new AppError(CONTACT_ERRORS.CONTACT_UNIDENTIFIED)
  return people.map(person => ({ ...person, identities: storedForms(person.identities) }))
}

async function assignAll(
  tx: Tx,
  people: readonly Person[],
  found: LookupResult,
): Promise<Pick<ResolvedPeople, 'ids' | 'made'>> {
  const plan = assign(people, found)
  const moved = plan.links.length > 0 ? await write(tx, people, plan, found) : new Map<Uuid, Uuid>()
  const ids = plan.ids.map(id => moved.get(id) ?? id)
  await nameThem(tx, people, ids, found.nameless)
  const handed = people.flatMap(({ identities }, index) =>
    identities
      .filter(one => isHandedOn(one, identities, ids[index]!, found))
      .map(one => ({ ...one, contactId: ids[index]! })),
  )
  if (handed.length > 0) await tx.run(takeUsernames(handed))
  return { ids, made: new Set([...plan.made.keys()].filter(id => !moved.has(id))) }
}

/** A user name that somebody else had before, of a person who has other identities too. */
function isHandedOn(identity: Identity, all: readonly Identity[], contactId: Uuid, { owners }: LookupResult): boolean {
  if (identity.kind !== 'username' || all.every(one => one.kind === 'username')) return false
  const owner = owners.get(identityKey(identity))
  return owner !== undefined && owner !== contactId
}

interface Plan {
  ids: Uuid[]
  /** Contacts to be created, with their names. */
  made: Map<Uuid, string | null>
  links: Array<Identity & { contactId: Uuid }>
}

/** Goes through people in order, as if each came alone; those found earlier are known to later ones. */
function assign(people: readonly Person[], found: LookupResult): Plan {
  const plan: Plan = { ids: [], made: new Map(), links: [] }
  const known = new Map(found.known)
  const stored = new Set(found.owners.keys())
  const same = groupSamePeople(people)
  const contactOf = contactsOf(people, same, known)
  people.forEach((person, index) => {
    const named = contactNamedBy(person.identities, known) ?? contactOf.get(same[index]!) ?? undefined
    const contactId = named ?? newId()
    if (!contactOf.has(same[index]!)) contactOf.set(same[index]!, contactId)
    if (named === undefined) plan.made.set(contactId, nameOf(person))
    else if (plan.made.get(contactId) === null) plan.made.set(contactId, nameOf(person))
    for (const { kind, scope, value } of person.identities) {
      const identity = { kind, scope, value }
      if (!known.has(nameKey(identity))) known.set(nameKey(identity), contactId)
      if (stored.has(identityKey(identity))) continue
      stored.add(identityKey(identity))
      plan.links.push({ ...identity, contactId })
    }
    plan.ids.push(contactId)
  })
  return plan
}

/** The one contact that these people are known as; null when there are several. */
function contactsOf(people: readonly Person[], same: readonly number[], known: ReadonlyMap<string, Uuid>) {
  const contactOf = new Map<number, Uuid | null>()
  people.forEach((person, index) => {
    const named = contactNamedBy(person.identities, known)
    if (named === undefined) return
    const before = contactOf.get(same[index]!)
    contactOf.set(same[index]!, before === undefined || before === named ? named : null)
  })
  return contactOf
}

/** Writes the plan. Returns which of its contacts another transaction had created first, as old → theirs. */
async function write(tx: Tx, people: readonly Person[], plan: Plan, found: LookupResult): Promise<Map<Uuid, Uuid>> {
  const made = [...plan.made].map(([id, name]) => ({ id, name }))
  const linked = await tx.rows(insertPeople(tx.tenantId, plan.links, made))
  const moved = linked.length < plan.links.length ? await yieldTo(tx, people, plan, linked, found) : new Map()
  const stayed = made.filter(contact => !moved.has(contact.id))
  for (const contact of stayed) madeHere(tx).add(contact.id)
  await emit(tx, stayed.map(created))
  return moved
}

const created = ({ id, name }: { id: Uuid; name: string | null }) =>
  newEvent(CONTACT_EVENTS['contact.created'], id, { kind: 'contact', id }, { name })

/**
 * Another transaction wrote some of our people at the same time: its contacts stay, and the ones that we made are
 * removed.
 */
async function yieldTo(
  tx: Tx,
  people: readonly Person[],
  plan: Plan,
  linked: readonly Identity[],
  found: LookupResult,
): Promise<Map<Uuid, Uuid>> {
  const ours = new Set(linked.map(identityKey))
  const lost = plan.links.filter(link => !ours.has(identityKey(link)))
  const { owners, nameless } = await lookUpPeople(tx, [{ identities: lost }])
  const theirs = new Map<string, Uuid>()
  for (const link of lost) {
    const owner = owners.get(identityKey(link))
    if (owner !== undefined) theirs.set(nameKey(link), owner)
  }
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
