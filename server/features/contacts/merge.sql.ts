import { json, type RawBuilder, sql, uuids } from '../../platform/db/index.ts'
import type { Actor } from '../../platform/events/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { maybeFold } from '../../platform/text/index.ts'
import type { Identity } from './identity.ts'
import type { Consent } from './opt-outs/consent.ts'

/** What a contact stores about a person, besides identities. */
export interface Personal extends Consent {
  name: string | null
  locale: string | null
  fields: Record<string, unknown>
}

export interface LockedPerson extends Personal {
  id: Uuid
  mergedInto: Uuid | null
}

const personal = sql`name, locale, fields, opted_out_at as "optedOutAt", opted_in_at as "optedInAt",
  marketing_opted_out_at as "marketingOptedOutAt", marketing_opted_in_at as "marketingOptedInAt"`

/** Locks contacts in the order of ids; nobody can open a conversation with them or give them an identity meanwhile. */
export const lockPeople = (ids: readonly Uuid[]) => sql<LockedPerson>`
  select id, merged_into as "mergedInto", ${personal} from contact where id = any(${uuids(ids)}) order by id for update`

export const updatePersonal = (id: Uuid, row: Personal) => sql`
  update contact set name = ${row.name}, name_folded = ${maybeFold(row.name)}, locale = ${row.locale}, fields = ${json(row.fields)},
    opted_out_at = ${row.optedOutAt}, opted_in_at = ${row.optedInAt},
    marketing_opted_out_at = ${row.marketingOptedOutAt}, marketing_opted_in_at = ${row.marketingOptedInAt}, updated_at = now()
  where id = ${id}`

export const setMergedInto = (id: Uuid, keptId: Uuid | null) => sql`
  update contact set merged_into = ${keptId}, updated_at = now() where id = ${id}`

export const moveAllIdentities = (from: Uuid, to: Uuid) => sql<Identity>`
  update contact_identity set contact_id = ${to} where contact_id = ${from} returning kind, scope, value`

/** Gives identities back; those that another contact has got in the meantime stay there. */
export const returnIdentities = (identities: readonly Identity[], from: Uuid, to: Uuid) => sql`
  update contact_identity i set contact_id = ${to}
  from jsonb_to_recordset(${json(identities)}) as g(kind text, scope text, value text)
  where i.kind = g.kind and i.scope = g.scope and i.value = g.value and i.contact_id = ${from}`

export type MergeReason = 'manual' | 'identities' | 'number_change'

/** Everything that is needed to undo a merge. */
export interface MergeUndo {
  identities: Identity[]
  /** The contact that stays, before and after. */
  kept: { before: Personal; after: Personal }
  /** From other features that store things by contact. */
  conversations?: unknown
}

export interface MergeRow {
  id: Uuid
  keptId: Uuid
  mergedId: Uuid
  reason: MergeReason
  moved: MergeUndo
  actorKind: string
  actorId: Uuid | null
  createdAt: Date
  undoneAt: Date | null
}

const columns = sql`id, kept_id as "keptId", merged_id as "mergedId", reason, moved, actor_kind as "actorKind",
  actor_id as "actorId", created_at as "createdAt", undone_at as "undoneAt"`

export const insertMerge = (
  tenantId: Uuid,
  row: Pick<MergeRow, 'id' | 'keptId' | 'mergedId' | 'reason' | 'moved'>,
  actor: Actor,
) => sql`
  insert into contact_merge (tenant_id, id, kept_id, merged_id, reason, moved, actor_kind, actor_id)
  values (${tenantId}, ${row.id}, ${row.keptId}, ${row.mergedId}, ${row.reason}, ${json(row.moved)}, ${actor.kind},
    ${actor.id ?? null})`

export const addMoved = (id: Uuid, conversations: unknown) => sql`
  update contact_merge set moved = jsonb_set(moved, '{conversations}', ${json(conversations)}) where id = ${id}`

export const selectMerge = (id: Uuid) => sql<MergeRow>`select ${columns} from contact_merge where id = ${id}`

export const lockMerge = (id: Uuid) => sql<MergeRow>`
  select ${columns} from contact_merge where id = ${id} for update`

/** The newest first, older than `beyond`. */
export const selectMerges = (contactId: Uuid, beyond: Uuid | null, most: number) => sql<MergeRow>`
  select ${columns} from contact_merge
  where (kept_id = ${contactId} or merged_id = ${contactId}) and ${beyond ? sql`id < ${beyond}` : sql`true`}
  order by id desc limit ${most}`

/** The newest merge of a contact, in either direction, that was not undone. */
export const selectLastMerge = (contactId: Uuid) => sql<{ id: Uuid }>`
  select id from contact_merge where (kept_id = ${contactId} or merged_id = ${contactId}) and undone_at is null
  order by id desc limit 1`

/** The merge that ended this contact. */
export const selectMergeOf = (mergedId: Uuid) => sql<Pick<MergeRow, 'id' | 'keptId' | 'mergedId' | 'reason'>>`
  select id, kept_id as "keptId", merged_id as "mergedId", reason from contact_merge
  where merged_id = ${mergedId} and undone_at is null`

/** Pairs among these contacts that were separated again. */
export const selectUndone = (ids: readonly Uuid[]) => sql<{ keptId: Uuid; mergedId: Uuid }>`
  select kept_id as "keptId", merged_id as "mergedId" from contact_merge
  where merged_id = any(${uuids(ids)}) and kept_id = any(${uuids(ids)}) and undone_at is not null`

export const markUndone = (id: Uuid, actor: Actor) => sql`
  update contact_merge set undone_at = now(), undone_by_kind = ${actor.kind}, undone_by_id = ${actor.id ?? null}
  where id = ${id}`

/** All contacts that this person has been. */
export const selectSamePeople = (id: Uuid) => sql<{ id: Uuid }>`
  with recursive same (id) as (
    select ${id}::uuid union all select c.id from same join contact c on c.merged_into = same.id
  )
  select id from same`

/** A contact and all contacts that turned out to be it, as an array of ids, as part of another statement. */
export const samePeopleAs = (contactId: RawBuilder<unknown>): RawBuilder<unknown> => sql`array(
  with recursive same (id) as (
    select ${contactId} union all select c.id from same join contact c on c.merged_into = same.id
  )
  select id from same)`

/** Which of these contacts have been merged into another. */
export const selectMergedAmong = (ids: readonly Uuid[]) => sql<{ id: Uuid }>`
  select id from contact where id = any(${uuids(ids)}) and merged_into is not null`

/**
 * Stored times are those when a transaction began, and it may have waited for the contacts' locks: so a minute earlier
 * counts too.
 */
export const selectMergedSince = (contactId: Uuid, since: Date) => sql<{ merged: boolean }>`
  select exists (
    select from contact_merge where (kept_id = ${contactId} or merged_id = ${contactId})
      and greatest(created_at, undone_at) >= ${since}::timestamptz - interval '1 minute'
  ) as merged`
