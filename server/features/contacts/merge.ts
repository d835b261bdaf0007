import { isDeepStrictEqual } from 'node:util'
import type { Tx } from '../../platform/db/index.ts'
import { AppError, notFound } from '../../platform/errors/index.ts'
import { type Actor, emit, newEvent } from '../../platform/events/index.ts'
import { newId, showId, type Uuid } from '../../platform/ids/index.ts'
import { CONTACT_ERRORS } from './errors.ts'
import { CONTACT_EVENTS } from './events.ts'
import { joinFields } from './fields.ts'
import { selectKept } from './identity.sql.ts'
import {
  addMoved,
  insertMerge,
  type LockedPerson,
  lockMerge,
  lockPeople,
  type MergeReason,
  type MergeRow,
  markUndone,
  moveAllIdentities,
  type Personal,
  returnIdentities,
  selectLastMerge,
  selectMerge,
  selectMergedAmong,
  selectMergedSince,
  selectMergeOf,
  selectMerges,
  selectSamePeople,
  setMergedInto,
  updatePersonal,
} from './merge.sql.ts'
import { strictestConsent } from './opt-outs/consent.ts'

/** Two contacts that are one from now on. */
export interface ContactMerge {
  id: Uuid
  keptId: Uuid
  mergedId: Uuid
  reason: MergeReason
}

/**
 * Merges two contacts by hand: `keptId` gets the other's identities, and the values that it lacks. Called again, it
 * returns the same merge.
 *
 * @returns the merge, and whether it existed before: then nothing was done
 * @throws NOT_FOUND, CONTACT_MERGE_SELF, CONTACT_MERGED
 */
export async function mergeContacts(
  tx: Tx,
  { keptId, mergedId }: { keptId: Uuid; mergedId: Uuid },
  actor: Actor,
): Promise<{ merge: ContactMerge; again: boolean }> {
  const people = new Map((await tx.rows(lockPeople([keptId, mergedId]))).map(row => [row.id, row]))
  const [kept, merged] = [people.get(keptId), people.get(mergedId)]
  if (!kept || !merged) throw notFound()
  if (keptId === mergedId) throw new AppError(CONTACT_ERRORS.CONTACT_MERGE_SELF)
  if (merged.mergedInto === keptId) return { merge: await tx.one(selectMergeOf(mergedId)), again: true }
  if (kept.mergedInto || merged.mergedInto) throw await mergedError(tx, [keptId, mergedId])
  return { merge: await mergeLocked(tx, kept, merged, 'manual', actor), again: false }
}

/** Names the contact to use in place of a merged one. */
export async function mergedError(tx: Tx, ids: readonly Uuid[]): Promise<AppError> {
  const kept = (await tx.rows(selectKept(ids))).map(row => ({
    contactId: showId('contact', row.id),
    keptId: showId('contact', row.keptId),
  }))
  return new AppError(CONTACT_ERRORS.CONTACT_MERGED, { details: { merged: kept } })
}

/** The same for contacts that are locked and have not been merged. Writes `contact.merged`. */
export async function mergeLocked(
  tx: Tx,
  kept: LockedPerson,
  merged: LockedPerson,
  reason: MergeReason,
  actor: Actor,
): Promise<ContactMerge> {
  const merge = { id: newId(), keptId: kept.id, mergedId: merged.id, reason }
  const identities = await tx.rows(moveAllIdentities(merged.id, kept.id))
  const [before, after] = [personalOf(kept), joined(kept, merged)]
  await tx.run(setMergedInto(merged.id, kept.id))
  if (!isDeepStrictEqual(before, after)) await tx.run(updatePersonal(kept.id, after))
  await tx.run(insertMerge(tx.tenantId, { ...merge, moved: { identities, kept: { before, after } } }, actor))
  const { id: mergeId, keptId, mergedId } = merge
  const data = { mergeId, keptId, mergedId, reason, identities: identities.map(({ kind }) => ({ kind })) }
  await emit(tx, [newEvent(CONTACT_EVENTS['contact.merged'], keptId, actor, data)])
  return merge
}

const personalOf = (row: Personal): Personal => ({
  name: row.name,
  locale: row.locale,
  fields: row.fields,
  optedOutAt: row.optedOutAt,
  optedInAt: row.optedInAt,
  marketingOptedOutAt: row.marketingOptedOutAt,
  marketingOptedInAt: row.marketingOptedInAt,
})

/** The values of the contact that stays count; the other fills gaps. Of their consents the strictest counts. */
const joined = (kept: Personal, merged: Personal): Personal => ({
  name: kept.name ?? merged.name,
  locale: kept.locale ?? merged.locale,
  fields: joinFields(kept.fields, merged.fields),
  ...strictestConsent(kept, merged),
})

/** Stores with a merge what other features moved. */
export const rememberMoved = async (tx: Tx, mergeId: Uuid, conversations: unknown): Promise<void> => {
  await tx.run(addMoved(mergeId, conversations))
}

/** Which of these contacts were merged into another, perhaps a moment ago. */
export const mergedAmong = async (tx: Tx, ids: readonly Uuid[]): Promise<Uuid[]> =>
  ids.length > 0 ? (await tx.rows(selectMergedAmong(ids))).map(row => row.id) : []

/** Whether a contact was merged with another, or separated from it, since a moment. */
export const mergedSince = async (tx: Tx, contactId: Uuid, since: Date): Promise<boolean> =>
  (await tx.one(selectMergedSince(contactId, since))).merged

/** A contact and all contacts that turned out to be it, to find what is stored under any of them. */
export const samePeople = async (tx: Tx, contactId: Uuid): Promise<Uuid[]> =>
  (await tx.rows(selectSamePeople(contactId))).map(row => row.id)

/** @throws NOT_FOUND */
export const getMerge = (tx: Tx, id: Uuid): Promise<MergeRow> => tx.one(selectMerge(id))

/** One page of the merges of a contact, in both directions, newest first. */
export async function listMerges(
  tx: Tx,
  contactId: Uuid,
  { beyond, limit }: { beyond: Uuid | null; limit: number },
): Promise<{ merges: MergeRow[]; more: boolean }> {
  const rows = await tx.rows(selectMerges(contactId, beyond, limit + 1))
  return { merges: rows.slice(0, limit), more: rows.length > limit }
}

/**
 * Undoes a merge: identities go back as they were recorded, and so do the values that the kept contact only got from
 * the other, unless they were changed since. Merges into one contact are undone in the opposite order. The two are not
 * merged automatically again. Writes `contact.unmerged`; the caller puts back what `moved.conversations` says.
 *
 * @returns the merge as it was; `undoneAt` is set when it was undone before: then nothing was done
 * @throws NOT_FOUND, CONTACT_MERGE_NOT_LAST
 */
export async function undoMerge(tx: Tx, mergeId: Uuid, actor: Actor): Promise<MergeRow> {
  const merge = await tx.one(lockMerge(mergeId))
  const { keptId, mergedId, moved } = merge
  if (merge.undoneAt) return merge
  const people = new Map((await tx.rows(lockPeople([keptId, mergedId]))).map(row => [row.id, row]))
  const kept = people.get(keptId)!
  const last = await tx.one(selectLastMerge(keptId))
  if (last.id !== mergeId) {
    const details = { mergeId: showId('merge', last.id) }
    throw new AppError(CONTACT_ERRORS.CONTACT_MERGE_NOT_LAST, { details })
  }
  await tx.run(returnIdentities(moved.identities, keptId, mergedId))
  await tx.run(setMergedInto(mergedId, null))
  await tx.run(updatePersonal(keptId, withoutGiven(personalOf(kept), moved.kept)))
  await tx.run(markUndone(mergeId, actor))
  const data = { mergeId, keptId, mergedId }
  await emit(tx, [newEvent(CONTACT_EVENTS['contact.unmerged'], keptId, actor, data)])
  return merge
}

/** A value that is still as the merge left it goes back; later changes stay. */
function withoutGiven(now: Personal, { before, after }: { before: Personal; after: Personal }): Personal {
  const plain = (value: unknown) => JSON.stringify(value ?? null)
  const names = Object.keys(now) as Array<keyof Personal>
  const back = names.filter(name => plain(now[name]) === plain(after[name]))
  return { ...now, ...Object.fromEntries(back.map(name => [name, before[name]])) }
}
