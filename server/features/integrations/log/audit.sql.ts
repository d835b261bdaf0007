import { type RawBuilder, type Statement, sql } from '../../../platform/db/index.ts'
import type { StoredEvent } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { type Aggregate, EVENT_COLUMNS } from './event.sql.ts'

/** An event, and from where its person or key asked for it. */
export type AuditedEvent = StoredEvent & { address: string | null; device: string | null }

export interface AuditSelection {
  actor?: Uuid
  /** Each by its full name. */
  types?: readonly string[]
  from?: Date
  to?: Date
  aggregate?: Aggregate
  scope: 'audit' | 'all'
  /** The last event of the page before. */
  beyond: Uuid | null
}

/** As the partial indexes say it (0034_event_log.sql). */
const PEOPLE = sql`e.actor_kind in ('user', 'api')`
const AUDIT = sql`(e.actor_kind in ('user', 'api') or e.aggregate_kind = 'user')`

/**
 * Newest first, by ids, which are times: so bounds in time are bounds in the index and of partitions. Each type is looked up by itself,
 * because the rows of one type stand together in their index.
 */
export function selectAudit(selection: AuditSelection, limit: number): Statement<AuditedEvent> {
  const { types } = selection
  if (!types) return sql<AuditedEvent>`${oneList(selection, sql``)} order by e.id desc limit ${limit}`
  return sql<AuditedEvent>`
    select found.* from unnest(${types}::text[]) as wanted(type)
    cross join lateral (${oneList(selection, sql`and e.type = wanted.type`)} order by e.id desc limit ${limit}) found
    order by found.id desc limit ${limit}`
}

function oneList(selection: AuditSelection, ofType: RawBuilder<unknown>) {
  const { actor, from, to, aggregate, scope, beyond } = selection
  const conditions = [
    ...(actor ? [sql`and ${PEOPLE} and e.actor_id = ${actor}`] : []),
    ...(aggregate ? [sql`and e.aggregate_id = ${aggregate.id} and e.aggregate_kind = ${aggregate.kind}`] : []),
    ...(scope === 'audit' ? [sql`and ${AUDIT}`] : []),
    ...(from ? [sql`and e.id >= uuid_at(${from})`] : []),
    ...(to ? [sql`and e.id < uuid_at(${to})`] : []),
    ...(beyond ? [sql`and e.id < ${beyond}::uuid`] : []),
  ]
  return sql`select ${EVENT_COLUMNS}, e.actor_address as address, e.actor_device as device from event e
    where e.tenant_id = (select app_tenant()) ${ofType} ${sql.join(conditions, sql` `)}`
}
