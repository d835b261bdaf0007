import { createGroupCommit, type GroupCommit } from '../../../platform/batching/group-commit.ts'
import type { Context } from '../../../platform/context.ts'
import { AppError } from '../../../platform/errors/index.ts'
import { timeOf, type Uuid } from '../../../platform/ids/index.ts'
import { perContext } from '../../../platform/services.ts'
import { CHANNEL_ERRORS } from '../errors.ts'
import { deliveryWorkerOf, type LeasedDelivery } from './hand-over.ts'
import { createHourlyLimit } from './hourly-limit.ts'
import { INSERT_RAW_EVENTS, type NewRawEvent, rawEventValues } from './raw-event.sql.ts'
import { storeTraced } from './traced.ts'

/**
 * Stores deliveries; resolves when they are committed. Rejects with a 503 when they are not, or when that is not known.
 */
export type StoreRawEvents = (events: readonly NewRawEvent[]) => Promise<void>

/** Stores deliveries and gets them filed: by the worker of this process where it is free. Returns how many were accepted. */
async function insert(context: Context, events: readonly NewRawEvent[]): Promise<number> {
  const worker = deliveryWorkerOf(context)
  const values = rawEventValues(events, worker?.isFree() ? worker.leaseSeconds : 0)
  const leased = await context.db.systemOnce<{ lane: Uuid; fence: number }>('intake', INSERT_RAW_EVENTS, values)
  const fences = new Map(leased.map(row => [row.lane, row.fence]))
  const accepted = events.filter(event => event.quarantine === null)
  const handed = accepted.flatMap((event): LeasedDelivery[] => {
    const { id, tenantId, channelId, provider, headers, body } = event
    const fence = channelId === null ? undefined : fences.get(channelId)
    if (fence === undefined || tenantId === null || channelId === null) return []
    const raw = {
      id,
      tenantId,
      channelId,
      provider,
      headers: JSON.parse(headers),
      body,
      receivedAt: new Date(timeOf(id)),
    }
    return [{ raw, fence }]
  })
  if (handed.length > 0) worker?.take(handed)
  if (handed.length < accepted.length) {
    worker?.noteOthers()
    context.queue.wake('intake')
  }
  return accepted.length
}

/** The grouped commit of this process, shared by webhooks and the simulator. */
export const rawEventStoreOf = perContext(createIntake)

function createIntake(context: Context): GroupCommit<NewRawEvent> {
  const overLimit = createHourlyLimit(context)
  const commit = createCommit(context)
  const store: StoreRawEvents = events => {
    const asked = overLimit(events)
    return asked ? asked.then(() => commit.add(events)) : commit.add(events)
  }
  const { tracing } = context
  return { ...commit, add: tracing ? events => storeTraced(tracing, store, events) : store }
}

function createCommit(context: Context): GroupCommit<NewRawEvent> {
  const { metrics, log } = context
  const seconds = metrics.histogram('intake_commit_seconds', 'Time of one grouped commit of deliveries')
  const stored = metrics.counter('intake_stored_total', 'Deliveries committed', ['disposition'])
  const failed = metrics.counter(
    'intake_failed_total',
    'Deliveries that could not be committed and were not acknowledged',
  )
  return createGroupCommit<NewRawEvent>({
    sizeOf: event => event.body.length,
    full: () => new AppError(CHANNEL_ERRORS.INTAKE_BUSY),
    write: async events => {
      const stop = seconds.startTimer()
      try {
        const accepted = await insert(context, events)
        stored.inc({ disposition: 'accepted' }, accepted)
        if (accepted < events.length) stored.inc({ disposition: 'quarantined' }, events.length - accepted)
      } catch (cause) {
        failed.inc(events.length)
        log.error({ err: cause, deliveries: events.length }, 'deliveries could not be stored')
        throw new AppError(CHANNEL_ERRORS.INTAKE_BUSY, {
          message: 'The delivery could not be stored. Send it again in a moment.',
          cause,
        })
      } finally {
        stop()
      }
    },
  })
}
