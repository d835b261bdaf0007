import { json, type RawBuilder, sql, uuids } from '../../platform/db/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { maybeFold } from '../../platform/text/index.ts'
import type { Identity } from './identity.ts'

export interface KnownIdentity extends Identity {
  contactId: Uuid
  /** The contact has no name yet. */
  nameless: boolean
  /** The contact was merged into another one at the same time, so the message came too late for it. */
  mergedInto: Uuid | null
}

export const selectIdentities = (wanted: readonly Identity[]) => sql<KnownIdentity>`
  select i.kind, i.scope, i.value, i.contact_id as "contactId", c.name is null as nameless,
    c.merged_into as "mergedInto"
  from jsonb_to_recordset(${json(wanted)}) as w(kind text, scope text, value text)
  cross join lateral (
    select * from contact_identity where kind = w.kind and scope = w.scope and value = w.value offset 0
  ) i
  cross join lateral (select name, merged_into from contact where id = i.contact_id offset 0) c`

/**
 * Whether all of these stored identities (`jsonb`) are known and belong to one contact, as part of another statement.
 * Null has none.
 */
export const isLinked = (identities: RawBuilder<unknown>): RawBuilder<unknown> => sql`(
  select count(i.contact_id) = count(*) and count(distinct i.contact_id) <= 1
  from jsonb_to_recordset(${identities}) as w(kind text, scope text, value text)
  left join lateral (
    select contact_id from contact_identity where kind = w.kind and scope = w.scope and value = w.value offset 0
  ) i on true)`

/**
 * Writes identities that nobody has, and the new contacts that got at least one of them. An identity that another
 * transaction writes first is waited for and left alone: it is missing in the answer. The order is the same in every
 * transaction, so that two never wait for each other. Foreign keys are checked when both inserts are done.
 */
export const insertPeople = (
  tenantId: Uuid,
  identities: ReadonlyArray<Identity & { contactId: Uuid }>,
  contacts: ReadonlyArray<{ id: Uuid; name: string | null }>,
) => sql<Identity & { contactId: Uuid }>`
  with linked as (
    insert into contact_identity (tenant_id, kind, scope, value, contact_id)
    select ${tenantId}::uuid, kind, scope, value, "contactId"
    from jsonb_to_recordset(${json(identities)}) as i(kind text, scope text, value text, "contactId" uuid)
    order by kind, scope, value
    on conflict do nothing
    returning kind, scope, value, contact_id
  ), made as (
    insert into contact (tenant_id, id, name, name_folded)
    select ${tenantId}::uuid, id, name, folded
    from jsonb_to_recordset(${json(contacts.map(withFold))}) as c(id uuid, name text, folded text)
    where id in (select contact_id from linked)
  )
  select kind, scope, value, contact_id as "contactId" from linked`

/** Moves the identities of contacts that lost a race to the contacts that won it. */
export const moveIdentities = (moves: ReadonlyArray<{ from: Uuid; to: Uuid }>) => sql`
  update contact_identity i set contact_id = m.to
  from jsonb_to_recordset(${json(moves)}) as m("from" uuid, "to" uuid) where i.contact_id = m.from`

/** A user name belongs to one person at a time: the latest person who comes with it has it. */
export const takeUsernames = (moves: ReadonlyArray<Identity & { contactId: Uuid }>) => sql`
  update contact_identity i set contact_id = m."contactId"
  from jsonb_to_recordset(${json(moves)}) as m(kind text, scope text, value text, "contactId" uuid)
  where i.kind = m.kind and i.scope = m.scope and i.value = m.value and i.contact_id <> m."contactId"`

/** The contacts into which merged contacts went in the end. */
export const selectKept = (ids: readonly Uuid[]) => sql<{ id: Uuid; keptId: Uuid }>`
  with recursive up (id, kept, depth) as (
    select id, merged_into, 1 from contact where id = any(${uuids(ids)}) and merged_into is not null
    union all
    select up.id, c.merged_into, depth + 1 from up join contact c on c.id = up.kept where c.merged_into is not null
  )
  select distinct on (id) id, kept as "keptId" from up order by id, depth desc`

export const deleteContacts = (ids: readonly Uuid[]) => sql`delete from contact where id = any(${uuids(ids)})`

/** Locks in the order of ids before it writes, like every statement that changes several contacts. */
export const fillNames = (names: ReadonlyArray<{ id: Uuid; name: string }>) => sql`
  with nameless as (
    select id from contact where id = any(${uuids(names.map(row => row.id))}) and name is null
    order by id for no key update
  )
  update contact c set name = n.name, name_folded = n.folded, updated_at = now()
  from nameless join jsonb_to_recordset(${json(names.map(withFold))}) as n(id uuid, name text, folded text) using (id)
  where c.id = nameless.id and c.id = any(${uuids(names.map(row => row.id))})`

const withFold = <T extends { name: string | null }>(row: T) => ({ ...row, folded: maybeFold(row.name) })
