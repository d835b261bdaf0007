import type { Tx } from '../../../platform/db/index.ts'
import { AppError } from '../../../platform/errors/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { insertReplays, selectNewest } from '../deliveries/fan-out.sql.ts'
import { deliveriesOf } from '../deliveries/lane.ts'
import { lockEndpoint, type WebhookEndpoint } from '../endpoints/endpoint.sql.ts'
import { INTEGRATION_ERRORS } from '../errors.ts'
import { selectOne } from '../log/event.sql.ts'
import { WEBHOOK_QUEUE } from '../queues.ts'
import { hastenEvents, type ReplaySelection, selectReplayed } from './replay.sql.ts'

type Asked = { id: Uuid; aggregateId: Uuid }

/** Sends one event again, whether the endpoint's filter takes it or not. Throws NOT_FOUND, WEBHOOK_DISABLED. */
export async function replayOne(tx: Tx, endpointId: Uuid, eventId: Uuid): Promise<void> {
  const endpoint = await tx.one(lockEndpoint(endpointId))
  await queue(tx, endpoint, [await tx.one(selectOne(eventId))])
}

/**
 * Sends the events of a time again, a page of them. The receiver knows each by its id, which stays the same.
 *
 * @throws NOT_FOUND, WEBHOOK_DISABLED
 */
export async function replayMany(
  tx: Tx,
  selection: ReplaySelection,
  limit: number,
): Promise<{ queued: number; next: Uuid | null }> {
  const endpoint = await tx.one(lockEndpoint(selection.endpointId))
  const rows = await tx.rows(selectReplayed(selection, limit))
  const wanted = rows.filter(row => row.wanted)
  await queue(tx, endpoint, wanted)
  return { queued: wanted.length, next: rows.length === limit ? rows.at(-1)!.id : null }
}

async function queue(
  tx: Tx,
  { id: endpointId, ordered, state }: WebhookEndpoint,
  events: readonly Asked[],
): Promise<void> {
  if (state !== 'enabled') throw new AppError(INTEGRATION_ERRORS.WEBHOOK_DISABLED)
  if (events.length === 0) return
  const [newest] = await tx.rows(selectNewest([endpointId]))
  const wanted = events.map(({ id: eventId, aggregateId }) => ({
    tenantId: tx.tenantId,
    eventId,
    aggregateId,
    endpointId,
    ordered,
  }))
  const floor = new Map(newest ? [[endpointId, newest.id]] : [])
  await tx.run(
    hastenEvents(
      endpointId,
      events.map(({ id }) => id),
    ),
  )
  await tx.run(insertReplays(deliveriesOf(wanted, floor, 'replay')))
  tx.wake(WEBHOOK_QUEUE)
}
