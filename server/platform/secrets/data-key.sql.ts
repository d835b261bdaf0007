import { type Statement, sql } from '../db/index.ts'
import type { Uuid } from '../ids/index.ts'
import type { SecretOwner } from './port.ts'

/** A data key as it is stored. */
export interface DataKeyRow {
  id: Uuid
  owner: SecretOwner
  wrapped: Buffer
  /** Which master key wraps it. */
  master: string
}

const COLUMNS = sql`id, tenant_id as owner, wrapped, master`

export const selectDataKey = (id: Uuid): Statement<DataKeyRow> => sql<DataKeyRow>`
  select ${COLUMNS} from data_key where id = ${id}`

/** The one that seals. */
export const selectCurrentKey = (owner: SecretOwner): Statement<DataKeyRow & { createdAt: Date }> => sql<
  DataKeyRow & { createdAt: Date }
>`
  select ${COLUMNS}, created_at as "createdAt" from data_key
  where ${owner === null ? sql`tenant_id is null` : sql`tenant_id = ${owner}`} and retired_at is null`

/** Changes nothing when another process was faster. */
export const insertDataKey = ({ id, owner, wrapped, master }: DataKeyRow): Statement<unknown> => sql`
  insert into data_key (id, tenant_id, wrapped, master) values (${id}, ${owner}, ${wrapped}, ${master})
  on conflict do nothing`

export const retireKey = (id: Uuid): Statement<unknown> => sql`
  update data_key set retired_at = now() where id = ${id} and retired_at is null`

/** Keys that another master wraps, in the order of their ids. */
export const selectForeignKeys = (
  master: string,
  after: Uuid | null,
  limit: number,
): Statement<DataKeyRow> => sql<DataKeyRow>`
  select ${COLUMNS} from data_key where master <> ${master} and (${after}::uuid is null or id > ${after})
  order by id limit ${limit}`

/** Changes nothing when it was wrapped anew meanwhile. */
export const replaceWrapped = (row: DataKeyRow, wrapped: Buffer, master: string): Statement<unknown> => sql`
  update data_key set wrapped = ${wrapped}, master = ${master} where id = ${row.id} and wrapped = ${row.wrapped}`

export const deleteKeysOf = (owner: Uuid): Statement<unknown> => sql`delete from data_key where tenant_id = ${owner}`

export interface KeyCount {
  master: string
  current: number
  retired: number
}

export const countKeys = (): Statement<KeyCount> => sql<KeyCount>`
  select master, count(*) filter (where retired_at is null)::int as current,
    count(*) filter (where retired_at is not null)::int as retired
  from data_key group by master order by master`

export interface RotationRow {
  id: Uuid
  startedAt: Date
}

export const selectRotation = (): Statement<RotationRow> => sql<RotationRow>`
  select id, started_at as "startedAt" from key_rotation where finished_at is null`

/** Changes nothing when one is under way. */
export const insertRotation = (id: Uuid): Statement<unknown> => sql`
  insert into key_rotation (id) values (${id}) on conflict do nothing`

export const finishRotation = (id: Uuid): Statement<unknown> => sql`
  update key_rotation set finished_at = now() where id = ${id} and finished_at is null`
