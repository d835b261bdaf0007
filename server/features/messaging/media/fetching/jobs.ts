import type { Context } from '../../../../platform/context.ts'
import type { PendingWorker } from '../../../../platform/pending/index.ts'
import { requeueWaiting } from '../media.sql.ts'
import { removeUnsent } from '../upload.ts'
import { onWaitingMedia } from './fetch-signal.ts'
import { createFetcher } from './fetcher.ts'

const SWEEP_MS = 5_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const fetchers = new Map<Context, PendingWorker>()
const listening = new Map<Context, () => void>()

/** Fetching of files in this process, and what keeps it complete. */
export function mediaJobs(context: Context): void {
  const { queue } = context
  queue.handle('media', () => fetcherOf(context).wake(), { concurrency: 2 })
  queue.every('sweep media', SWEEP_MS, async () => queue.wake('media'))
  queue.every('sweep files', HOUR_MS, () => sweepFiles(context))
}

/** Lets commits that bring files wake the workers, wherever they run; in every process. */
export function wakeOnWaitingMedia(context: Context): void {
  if (listening.has(context)) return
  listening.set(
    context,
    onWaitingMedia(() => context.queue.wake('media')),
  )
}

/** Fetches until nothing is due and nothing is under way. */
export const drainMedia = (context: Context): Promise<void> => fetcherOf(context).drain()

function fetcherOf(context: Context): PendingWorker {
  const fetcher = fetchers.get(context) ?? createFetcher(context)
  fetchers.set(context, fetcher)
  return fetcher
}

/** Files that wait without work, uploads that nobody sent, and what processes left behind that ended early. */
export async function sweepFiles(context: Context): Promise<void> {
  await context.db.system('waiting files of all tenants get their work back', tx => tx.run(requeueWaiting()))
  await removeUnsent(context)
  await context.files.sweep(DAY_MS)
}

/** Breaks off what is under way. */
export async function closeMedia(): Promise<void> {
  for (const stop of listening.values()) stop()
  listening.clear()
  const open = [...fetchers.values()]
  fetchers.clear()
  await Promise.all(open.map(fetcher => fetcher.close()))
}
