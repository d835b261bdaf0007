import { laneOf } from '../../../platform/events/lane.ts'
import { newIdAfter, type Uuid } from '../../../platform/ids/index.ts'
import type { NewDelivery } from './fan-out.sql.ts'

/** Rows that are leased together where nothing asks for order. */
const LEASED_TOGETHER = 32

/** One event for one endpoint. */
export interface Addressed {
  tenantId: Uuid
  eventId: Uuid
  aggregateId: Uuid
  endpointId: Uuid
  ordered: boolean
}

/**
 * Rows of work in the order given, each behind those that wait already. An endpoint that wants order has a lane for each thing; of
 * any other some rows share a lane, which then is no more than what is leased together: a lease for each row was a quarter of all work.
 *
 * @param newest the newest row of each endpoint that wants order
 */
export function deliveriesOf(
  wanted: readonly Addressed[],
  newest: ReadonlyMap<Uuid, Uuid>,
  cause: NewDelivery['cause'],
): NewDelivery[] {
  const floors = new Map(newest)
  const shared = new Map<Uuid, { lane: Uuid; rows: number }>()
  const sharedLane = (endpointId: Uuid, id: Uuid): Uuid => {
    const known = shared.get(endpointId)
    const lane = known && known.rows < LEASED_TOGETHER ? known : { lane: id, rows: 0 }
    lane.rows++
    shared.set(endpointId, lane)
    return lane.lane
  }
  return wanted.map(({ tenantId, eventId, aggregateId, endpointId, ordered }) => {
    const id = newIdAfter(floors.get(endpointId) ?? null)
    if (ordered) floors.set(endpointId, id)
    return {
      tenantId,
      id,
      lane: ordered ? laneOf(endpointId, aggregateId) : sharedLane(endpointId, id),
      eventId,
      endpointId,
      ordered,
      cause,
    }
  })
}
