import { json, type Statement, sql, uuids } from '../../../platform/db/index.ts'
import type { Cursor } from '../../../platform/events/cursor.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** The place of the one reader of the log, locked; nothing when another process reads now. For the system door. */
export const lockCursor = (): Statement<{ txid: string; position: number }> => sql<{ txid: string; position: number }>`
  select txid::text as txid, position from event_cursor where listener = 'webhooks' for update skip locked`

export const moveCursor = ({ txid, position }: Cursor): Statement<unknown> => sql`
  update event_cursor set txid = ${`${txid}`}::xid8, position = ${position}, updated_at = now() where listener = 'webhooks'`

/** The oldest place that anybody wants to read from, null when nobody gets webhooks, and the horizon: of one snapshot. */
export const selectAudience = (): Statement<{ horizon: string; oldest: string | null }> =>
  sql<{ horizon: string; oldest: string | null }>`
  select pg_snapshot_xmin(pg_current_snapshot())::text as horizon, (
    select since_txid::text from webhook_endpoint where state = 'enabled' order by since_txid limit 1) as oldest`

/** 0 when somebody gets webhooks and the log goes on; part of the look for due work. */
export const LOG_GOES_ON = sql`(
  select 0 from event_cursor c where c.listener = 'webhooks' and exists (select from webhook_endpoint where state = 'enabled')
    and exists (
      select from event e where (e.txid, e.position) > (c.txid, c.position)
        and e.txid < pg_snapshot_xmin(pg_current_snapshot())))`

/** An event that an endpoint wants, or, without an endpoint, the last event that was looked at. */
export interface Wanted {
  tenantId: Uuid
  eventId: Uuid
  aggregateId: Uuid
  txid: string
  position: number
  /** Events that were looked at. */
  looked: number
  endpointId: Uuid | null
  ordered: boolean | null
}

/**
 * What the log holds after a cursor, for each endpoint that wants it. Endpoints are of the same snapshot as the horizon: one that is
 * not seen was made by a transaction that the horizon is not past, so that its events are still ahead.
 */
export const selectWanted = ({ txid, position }: Cursor, limit: number): Statement<Wanted> => sql<Wanted>`
  with page as materialized (
    select e.tenant_id, e.id, e.type, e.aggregate_id, e.txid, e.position from event e
    where e.txid < pg_snapshot_xmin(pg_current_snapshot())
      and (e.txid, e.position) > (${`${txid}`}::xid8, ${position}::bigint)
    order by e.txid, e.position limit ${limit}
  ), counted as (
    select page.*, (count(*) over ())::int as looked,
      row_number() over (order by txid desc, position desc) = 1 as last
    from page
  )
  select c.tenant_id as "tenantId", c.id as "eventId", c.aggregate_id as "aggregateId", c.txid::text as txid, c.position,
    c.looked, w.id as "endpointId", w.ordered
  from counted c left join webhook_endpoint w on w.tenant_id = c.tenant_id and w.state = 'enabled'
    and w.since_txid <= c.txid and w.types && array[c.type, split_part(c.type, '.', 1) || '.*', '*']
  where c.last or w.id is not null
  order by c.txid, c.position`

/** The newest row of each endpoint that waits: what is added must come behind it, whatever this machine's clock says. */
export const selectNewest = (endpointIds: readonly Uuid[]): Statement<{ part: Uuid; id: Uuid }> =>
  sql<{ part: Uuid; id: Uuid }>`
  select wanted.part, newest.id from unnest(${uuids(endpointIds)}) as wanted(part)
  cross join lateral (select d.id from webhook_delivery d where d.part = wanted.part order by d.id desc limit 1) newest`

export interface NewDelivery {
  tenantId: Uuid
  id: Uuid
  lane: Uuid
  eventId: Uuid
  endpointId: Uuid
  ordered: boolean
  cause: 'event' | 'replay'
}

/** Written in the transaction that moves the cursor, so that each event is added once for each endpoint. */
export const insertDeliveries = (rows: readonly NewDelivery[]): Statement<unknown> => sql`${insertFrom(rows)}`

/** Leaves out what is on its way to the endpoint already. */
export const insertReplays = (rows: readonly NewDelivery[]): Statement<unknown> => sql`
  ${insertFrom(rows)} where not exists (
    select from webhook_delivery d where d.part = r."endpointId" and d.tenant_id = r."tenantId" and d.ref = r."eventId"::text)`

const insertFrom = (rows: readonly NewDelivery[]) => sql`
  insert into webhook_delivery (tenant_id, id, lane, ref, part, ordered, cause)
  select "tenantId", id, lane, "eventId"::text, "endpointId", ordered, cause
  from jsonb_to_recordset(${json(rows)}) as r("tenantId" uuid, id uuid, lane uuid, "eventId" uuid, "endpointId" uuid,
    ordered boolean, cause text)`
