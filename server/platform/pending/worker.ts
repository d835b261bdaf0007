import { setTimeout as wait } from 'node:timers/promises'

/** Works off what is due in one process: claims as much as has room, and claims again as soon as something is done. */
export interface PendingWorker<Job> {
  /** Works until nothing is due and nothing is under way. Throws what a claim throws. */
  drain(): Promise<void>
  /** As `drain`, but returns at once when a drain is under way, which then looks again. */
  wake(): Promise<void>
  /** Starts a job that its maker has claimed, also while the worker closes. */
  start(job: Job): void
  /** The jobs under way. */
  active(): readonly Job[]
  /** Takes no new work; resolves when what is under way is over. */
  close(): Promise<void>
}

export interface PendingWorkerOptions<Job> {
  /** Takes what may begin beside the jobs that are under way; nothing when nothing is due, or when there is no room. */
  claim(active: readonly Job[]): Promise<readonly Job[]>
  /**
   * Does one job. What it throws leaves the job to its lease.
   *
   * @param stop aborted when the worker closes
   */
  run(job: Job, stop: AbortSignal): Promise<void>
  /** Hears what `run` threw, and what a claim threw that the worker began by itself. */
  onError(error: unknown, job?: Job): void
  /** After a job is done and before the next claim, so that one claim fills many places. New work is not kept waiting. */
  pauseMs?: number
  /** Milliseconds until something may be due of which no one wakes this worker; asked when nothing is left to do. */
  nextDueMs?(): number | undefined
}

/** Jobs run beside each other; claims, one after the other. */
export function createPendingWorker<Job>(options: PendingWorkerOptions<Job>): PendingWorker<Job> {
  const stop = new AbortController()
  const jobs = new Map<Promise<void>, Job>()
  let again = false
  let pumping: Promise<void> | undefined
  let alarm: NodeJS.Timeout | undefined
  let bell = Promise.withResolvers<void>()

  const start = (job: Job) => {
    const work: Promise<void> = options
      .run(job, stop.signal)
      .catch(error => options.onError(error, job))
      .finally(() => jobs.delete(work))
    jobs.set(work, job)
  }
  const ring = () => {
    again = true
    bell.resolve()
  }
  const pump = async () => {
    for (;;) {
      again = false
      const claimed = stop.signal.aborted ? [] : await options.claim([...jobs.values()])
      for (const job of claimed) start(job)
      if (again || claimed.length > 0) continue
      if (jobs.size === 0) return setAlarm()
      bell = Promise.withResolvers()
      await Promise.race([...jobs.keys(), bell.promise])
      if (!again && options.pauseMs) await Promise.race([wait(options.pauseMs), bell.promise])
    }
  }
  const setAlarm = () => {
    clearTimeout(alarm)
    const ms = stop.signal.aborted ? undefined : options.nextDueMs?.()
    if (ms !== undefined) alarm = setTimeout(() => drain().catch(options.onError), Math.max(1, ms)).unref()
  }
  const drain = async () => {
    ring()
    while (again && !stop.signal.aborted) {
      pumping ??= pump().finally(() => {
        pumping = undefined
      })
      await pumping
    }
  }
  return {
    drain,
    wake: async () => (pumping ? ring() : await drain()),
    start,
    active: () => [...jobs.values()],
    close: async () => {
      stop.abort()
      clearTimeout(alarm)
      bell.resolve()
      // What a claim threw, whoever asked for the drain has heard.
      while (jobs.size > 0 || pumping) await Promise.allSettled([...jobs.keys(), pumping])
    },
  }
}

/**
 * Claims and works in rounds until nothing is due, for work that is best done together: the next round begins when all of this one
 * is done. Several may run at once; a lane is with one of them at a time.
 *
 * @param round @returns whether there was anything
 */
export async function drainInRounds(round: () => Promise<boolean>): Promise<void> {
  while (await round());
}
