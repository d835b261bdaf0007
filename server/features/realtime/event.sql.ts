import { type RawBuilder, type Statement, sql, uuids } from '../../platform/db/index.ts'
import type { Cursor } from '../../platform/events/cursor.ts'
import type { StoredEvent } from '../../platform/events/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'

export interface LogRow extends StoredEvent {
  /** The oldest running transaction. All events before it are in the rows or before the cursor; none of them can come later. */
  horizon: string
  /** Whether there are events that may not be read yet, because an older transaction is still running. */
  blocked: boolean
  txid: string | null
  position: number
}

/**
 * The events after a cursor, in their order, up to the oldest transaction that is still running, so that a late commit is never
 * skipped. There is always at least one row; when there is no event, its `txid` is null.
 *
 * @param tenants whose events are wanted
 */
export const selectAfter = (
  { txid, position }: Cursor,
  tenants: readonly Uuid[],
  limit: number,
): Statement<LogRow> => sql<LogRow>`
  with snapshot as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as oldest),
  horizon as materialized (
    select oldest, exists (
      select from event late where late.txid >= oldest and ${of(tenants, sql`late.tenant_id`)}) as blocked
    from snapshot
  )
  select h.oldest::text as horizon, h.blocked,
    e.txid::text as txid, e.position, e.id, e.tenant_id as "tenantId", e.type, e.version,
    e.aggregate_kind as "aggregateKind", e.aggregate_id as "aggregateId",
    jsonb_build_object('kind', e.actor_kind, 'id', e.actor_id) as actor, e.data, e.created_at as "createdAt", e.trace
  from horizon h left join lateral (
    select * from event
    where ${of(tenants, sql`tenant_id`)} and txid < h.oldest
      and (txid, position) > (${`${txid}`}::xid8, ${position}::bigint)
    order by txid, position limit ${limit}
  ) e on true
  order by e.txid, e.position`

/** For one tenant an index gives the order; for several the rows would have to be sorted. */
const of = (tenants: readonly Uuid[], column: RawBuilder<unknown>) =>
  tenants.length === 1 ? sql`${column} = ${tenants[0]}::uuid` : sql`${column} = any(${uuids(tenants)})`

export const selectHorizon = (): Statement<{ horizon: string }> => sql<{ horizon: string }>`
  select pg_snapshot_xmin(pg_current_snapshot())::text as horizon`

/** How long ago the last event of the tenant of the transaction was written, in milliseconds. Partitions and key are by id, which is by time. */
export const selectQuiet = (): Statement<{ quietMs: number }> => sql<{ quietMs: number }>`
  select greatest(extract(epoch from clock_timestamp() - created_at) * 1000, 0)::float as "quietMs"
  from event where tenant_id = (select app_tenant()) order by id desc limit 1`
