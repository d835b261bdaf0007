import type { Context } from '../../../../platform/context.ts'
import { watchPending } from '../../../../platform/pending/index.ts'
import { perContext } from '../../../../platform/services.ts'
import { MEDIA_QUEUE } from '../../queues.ts'
import { requeueWaiting } from '../media.sql.ts'
import { removeUnsent } from '../upload.ts'
import { createFetcher } from './fetcher.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** When the process ends, unfinished fetches are stopped and given back. */
const fetcherOf = perContext(createFetcher, fetcher => fetcher.close())

/** The fetching of files in this process, and the schedules that make it complete. */
export function mediaJobs(context: Context): void {
  const { queue } = context
  queue.handle(MEDIA_QUEUE, () => fetcherOf(context).wake(), { concurrency: 2 })
  watchPending(context, MEDIA_QUEUE, 'media_pending')
  context.processes.wakeWhenFreed(MEDIA_QUEUE)
  queue.every('sweep files', HOUR_MS, () => sweepFiles(context))
}

/** Fetches until nothing is due and nothing is under way. */
export const drainMedia = (context: Context): Promise<void> => fetcherOf(context).drain()

/**
 * Handles files that wait without a row of work, uploads that nobody sent, and what processes left behind that ended
 * early.
 */
export async function sweepFiles(context: Context): Promise<void> {
  await context.db.system('waiting files of all tenants get their work back', tx => tx.run(requeueWaiting()))
  await removeUnsent(context)
  await context.files.sweep(DAY_MS)
}
