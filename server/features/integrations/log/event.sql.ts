import { type Statement, sql, uuids } from '../../../platform/db/index.ts'
import type { Cursor } from '../../../platform/events/cursor.ts'
import type { StoredEvent } from '../../../platform/events/index.ts'
import type { IdKind, Uuid } from '../../../platform/ids/index.ts'

/** Where an event stands in the log. */
export interface Place {
  id: Uuid
  type: string
  txid: string
  position: number
}

/** An event with its place. */
export type PlacedEvent = StoredEvent & Place

export interface Aggregate {
  kind: IdKind
  id: Uuid
}

/** The columns of `StoredEvent`, of an event `e`. */
export const EVENT_COLUMNS = sql`e.id, e.tenant_id as "tenantId", e.type, e.version, e.aggregate_kind as "aggregateKind",
  e.aggregate_id as "aggregateId", jsonb_build_object('kind', e.actor_kind, 'id', e.actor_id) as actor, e.data,
  e.created_at as "createdAt", e.trace`

const PLACE = sql`e.txid::text as txid, e.position`

/**
 * Places after a cursor, in the order of the log. Nothing that a transaction wrote which may still commit before them: readers go
 * on from the last place they saw, so a late one would be skipped for ever.
 */
export const selectPlaces = (after: Cursor, aggregate: Aggregate | undefined, limit: number): Statement<Place> =>
  sql<Place>`select e.id, e.type, ${PLACE} from event e where ${following(after, aggregate)}
    order by e.txid, e.position limit ${limit}`

/** The same with the events. */
export const selectFollowing = (
  after: Cursor,
  aggregate: Aggregate | undefined,
  limit: number,
): Statement<PlacedEvent> => sql<PlacedEvent>`
  select ${EVENT_COLUMNS}, ${PLACE} from event e where ${following(after, aggregate)}
  order by e.txid, e.position limit ${limit}`

const following = ({ txid, position }: Cursor, aggregate: Aggregate | undefined) => sql`
  e.tenant_id = (select app_tenant()) and e.txid < pg_snapshot_xmin(pg_current_snapshot())
  ${aggregate ? sql`and e.aggregate_id = ${aggregate.id} and e.aggregate_kind = ${aggregate.kind}` : sql``}
  and (e.txid, e.position) > (${`${txid}`}::xid8, ${position}::bigint)`

export const selectPlaced = (ids: readonly Uuid[]): Statement<PlacedEvent> => sql<PlacedEvent>`
  select ${EVENT_COLUMNS}, ${PLACE} from event e where e.tenant_id = (select app_tenant()) and e.id = any(${uuids(ids)})
  order by e.txid, e.position`

export const selectOne = (id: Uuid): Statement<PlacedEvent> => sql<PlacedEvent>`
  select ${EVENT_COLUMNS}, ${PLACE} from event e where e.tenant_id = (select app_tenant()) and e.id = ${id}`
