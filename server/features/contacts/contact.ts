import { isDeepStrictEqual } from 'node:util'
import type { Tx } from '../../platform/db/index.ts'
import { notFound } from '../../platform/errors/index.ts'
import { type Actor, emit, newEvent, pick } from '../../platform/events/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { countriesOf, getTenant } from '../tenancy/index.ts'
import type { ContactPatch } from './contact.schema.ts'
import {
  type ContactRow,
  lockContact,
  selectContacts,
  selectFound,
  selectIdentitiesOf,
  selectPage,
  updateContactRow,
} from './contact.sql.ts'
import { CONTACT_EVENTS } from './events.ts'
import { mustFit } from './fields.ts'
import { selectKept } from './identity.sql.ts'
import { displayName, type Identity, phoneOf } from './identity.ts'
import { mergedError } from './merge.ts'
import { namesNoCountry, type SearchPatterns, searchPatterns } from './search.ts'

/** A person who writes to a tenant. */
export interface Contact extends ContactRow {
  identities: Identity[]
}

/** What other screens show of a person. */
export interface ContactCard {
  id: Uuid
  /** The name, or the phone number of a person who gave no name. */
  name: string
  /** Null: not everybody shows one. */
  phone: string | null
  locale: string | null
  /** Set: they want no more messages. */
  optedOutAt: Date | null
}

/** @throws NOT_FOUND */
export async function getContact(tx: Tx, id: Uuid): Promise<Contact> {
  const [contact] = await loadContacts(tx, [id])
  if (!contact) throw notFound()
  return contact
}

/** Contacts by id, in the given order; unknown ids are left out. Two statements, however many contacts. */
export async function loadContacts(tx: Tx, ids: readonly Uuid[]): Promise<Contact[]> {
  if (ids.length === 0) return []
  const rows = new Map((await tx.rows(selectContacts(ids))).map(row => [row.id, row]))
  const identities = Map.groupBy(await tx.rows(selectIdentitiesOf(ids)), row => row.contactId)
  return ids.flatMap(id => {
    const row = rows.get(id)
    return row ? [{ ...row, identities: identities.get(id) ?? [] }] : []
  })
}

/** What lists show about contacts, by the id that was asked for. For a merged contact it is the one that stays. */
export async function contactCards(tx: Tx, ids: readonly Uuid[]): Promise<Map<Uuid, ContactCard>> {
  const contacts = await loadContacts(tx, [...new Set(ids)])
  const late = contacts.filter(contact => contact.mergedInto !== null).map(contact => contact.id)
  const cards = new Map(contacts.map(contact => [contact.id, cardOf(contact)]))
  if (late.length === 0) return cards
  const keptIds = new Map((await tx.rows(selectKept(late))).map(row => [row.id, row.keptId]))
  const kept = new Map((await loadContacts(tx, [...new Set(keptIds.values())])).map(one => [one.id, cardOf(one)]))
  for (const [id, keptId] of keptIds) cards.set(id, kept.get(keptId)!)
  return cards
}

/** The contact that a merged contact has become; undefined when it was not merged. */
export const keptFor = async (tx: Tx, id: Uuid): Promise<Uuid | undefined> => (await tx.maybe(selectKept([id])))?.keptId

export const cardOf = ({ id, name, locale, optedOutAt, identities }: Contact): ContactCard => ({
  id,
  name: displayName(name, identities),
  phone: phoneOf(identities),
  locale,
  optedOutAt,
})

/** Patterns for a search in the tenant; its country is looked up only when a number has no country code. */
export const patternsOf = async (tx: Tx, q: string): Promise<SearchPatterns> =>
  searchPatterns(q, namesNoCountry(q) ? countriesOf(await getTenant(tx)) : [])

/** Ids of contacts by part of a name, a phone number or a user name: newest first, `most` at most, older than `beyond`. */
export async function searchContacts(tx: Tx, q: string, most: number, beyond: Uuid | null = null): Promise<Uuid[]> {
  return (await tx.rows(selectFound(await patternsOf(tx, q), beyond, most))).map(row => row.id)
}

/** The same page as `listContacts`, ids alone, at most `limit`. */
export async function contactIds(tx: Tx, page: { q?: string; beyond: Uuid | null; limit: number }): Promise<Uuid[]> {
  if (page.q) return await searchContacts(tx, page.q, page.limit, page.beyond)
  return (await tx.rows(selectPage(page.beyond, page.limit))).map(row => row.id)
}

/** One page of all contacts, or of those that `q` finds; newest first. */
export async function listContacts(
  tx: Tx,
  page: { q?: string; beyond: Uuid | null; limit: number },
): Promise<{ contacts: Contact[]; more: boolean }> {
  const most = page.limit + 1
  const ids = await contactIds(tx, { ...page, limit: most })
  return { contacts: await loadContacts(tx, ids.slice(0, page.limit)), more: ids.length === most }
}

/**
 * Changes what the patch names; a field that is null is removed. Writes `contact.updated` when anything changed.
 *
 * @throws NOT_FOUND, CONTACT_MERGED, CONTACT_FIELDS_TOO_LARGE
 */
export async function updateContact(tx: Tx, id: Uuid, patch: ContactPatch, actor: Actor): Promise<Contact> {
  const before = await tx.one(lockContact(id))
  if (before.mergedInto) throw await mergedError(tx, [id])
  const after = {
    ...before,
    ...(patch.name !== undefined && { name: patch.name }),
    ...(patch.locale !== undefined && { locale: patch.locale }),
    ...(patch.fields && { fields: withFields(before.fields, patch.fields) }),
  }
  const names = (['name', 'locale', 'fields'] as const).filter(name => !isDeepStrictEqual(after[name], before[name]))
  if (names.includes('fields')) mustFit(after.fields)
  if (names.length > 0) {
    await tx.run(updateContactRow(after))
    const data = { changed: pick(after, names), before: pick(before, names) }
    await emit(tx, [newEvent(CONTACT_EVENTS['contact.updated'], id, actor, data)])
  }
  return getContact(tx, id)
}

function withFields(fields: Record<string, unknown>, changes: NonNullable<ContactPatch['fields']>) {
  return Object.fromEntries(Object.entries({ ...fields, ...changes }).filter(([, value]) => value !== null))
}
