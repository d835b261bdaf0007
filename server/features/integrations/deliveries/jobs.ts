import type { Context } from '../../../platform/context.ts'
import { dueWorkOf, watchPending } from '../../../platform/pending/index.ts'
import { perContext } from '../../../platform/services.ts'
import { deleteOldAttempts } from '../attempts/attempt.sql.ts'
import { forgetOverDebuggers } from '../debugger/debugger.ts'
import { WEBHOOK_LOG_QUEUE, WEBHOOK_QUEUE } from '../queues.ts'
import { DELIVERY_TABLE } from './claim.ts'
import { LOG_GOES_ON } from './fan-out.sql.ts'
import { createWebhookWorker } from './worker.ts'

const HOUR_MS = 3_600_000
/** Attempts are kept so long, and removed so many at a time. */
const ATTEMPT_DAYS = 30
const PAGE = 1_000
const MOST_PAGES = 200

/** The webhooks of this process; ends with it. */
export const webhooksOf = perContext(
  (context: Context) => createWebhookWorker(context),
  worker => worker.close(),
)

/** Webhooks in this process. For every signal there is also a regular look, so losing all jobs loses nothing. */
export function webhookJobs(context: Context): void {
  const { queue, processes } = context
  const worker = webhooksOf(context)
  queue.handle(WEBHOOK_QUEUE, () => worker.wake(), { concurrency: 2 })
  watchPending(context, WEBHOOK_QUEUE, DELIVERY_TABLE)
  processes.wakeWhenFreed(WEBHOOK_QUEUE)
  queue.handle(WEBHOOK_LOG_QUEUE, () => worker.read())
  dueWorkOf(context).watch(WEBHOOK_LOG_QUEUE, LOG_GOES_ON)
  worker.follow()
  queue.every('forget old webhook attempts', HOUR_MS, () => forgetOldAttempts(context))
  queue.every('forget webhook debuggers', HOUR_MS, () => forgetOverDebuggers(context))
}

/** Reads the log and calls endpoints until nothing is due. */
export const drainWebhooks = (context: Context): Promise<void> => webhooksOf(context).drain()

export async function forgetOldAttempts({ db }: Pick<Context, 'db'>): Promise<void> {
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const { count } = await db.system('old attempts of all businesses are removed together', tx =>
      tx.one(deleteOldAttempts(ATTEMPT_DAYS, PAGE)),
    )
    if (count < PAGE) return
  }
}
