import { laneOf } from '../../../platform/events/lane.ts'
import { newIdAfter, type Uuid } from '../../../platform/ids/index.ts'
import type { NewDelivery } from './fan-out.sql.ts'

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
 * any other each row is its own lane, so that nothing waits for anything.
 *
 * @param newest the newest row of each endpoint that wants order
 */
export function deliveriesOf(
  wanted: readonly Addressed[],
  newest: ReadonlyMap<Uuid, Uuid>,
  cause: NewDelivery['cause'],
): NewDelivery[] {
  const floors = new Map(newest)
  return wanted.map(({ tenantId, eventId, aggregateId, endpointId, ordered }) => {
    const id = newIdAfter(floors.get(endpointId) ?? null)
    if (ordered) floors.set(endpointId, id)
    return { tenantId, id, lane: ordered ? laneOf(endpointId, aggregateId) : id, eventId, endpointId, ordered, cause }
  })
}
