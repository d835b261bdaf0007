import { createGroupCommit, type GroupCommit } from '../../../platform/batching/group-commit.ts'
import type { Context } from '../../../platform/context.ts'
import { AppError } from '../../../platform/errors/index.ts'
import { perContext } from '../../../platform/services.ts'
import { CHANNEL_ERRORS } from '../errors.ts'
import { createHourlyLimit } from './hourly-limit.ts'
import { INSERT_RAW_EVENTS, type NewRawEvent, rawEventValues } from './raw-event.sql.ts'

/**
 * Stores deliveries; resolves when they are committed. Rejects with a 503 when they are not, or when that is not known.
 */
export type StoreRawEvents = (events: readonly NewRawEvent[]) => Promise<void>

/** The grouped commit of this process, shared by webhooks and the simulator. */
export const rawEventStoreOf = perContext(createIntake)

function createIntake(context: Context): GroupCommit<NewRawEvent> {
  const overLimit = createHourlyLimit(context)
  const commit = createCommit(context)
  const add: StoreRawEvents = events => {
    const asked = overLimit(events)
    return asked ? asked.then(() => commit.add(events)) : commit.add(events)
  }
  return { ...commit, add }
}

function createCommit({ db, queue, metrics, log }: Context): GroupCommit<NewRawEvent> {
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
        const accepted = await db.systemOnce('intake', INSERT_RAW_EVENTS, rawEventValues(events))
        stored.inc({ disposition: 'accepted' }, accepted)
        if (accepted < events.length) stored.inc({ disposition: 'quarantined' }, events.length - accepted)
        if (accepted > 0) queue.wake('intake')
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
