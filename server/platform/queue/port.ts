/** What a job carries: ids, never content. Small and serialisable. */
export type JobData = Record<string, string | number | boolean | null>

/**
 * Background work, at least once, in any process. The queue is disposable: losing all of it loses nothing, because every job
 * says only "look at this row" or "there may be work", and a sweeper finds rows that have no job.
 */
export interface Queue {
  /** Adds one job. With `key`, nothing is added when a job of that key is waiting already. */
  add(name: string, data: JobData, options?: { key?: string; delayMs?: number }): Promise<void>
  /**
   * Says that there may be work of `name`. Many calls within a few milliseconds become one job, so it is cheap enough for a hot
   * path. It never throws: when the queue is away, a sweep finds the work later.
   */
  wake(name: string): void
  /** Handles jobs of `name`. What the handler throws is retried, as often as the queue was told to, with pauses that double. */
  handle(name: string, handler: (data: JobData) => Promise<void>, options?: { concurrency?: number }): void
  /** Runs `handler` every `everyMs`, in one of the processes. Goes on after the queue has lost everything. */
  every(name: string, everyMs: number, handler: () => Promise<void>): void
  /**
   * Runs `handler` in this process again and again, the first time at once: then as many milliseconds later as it says, and no later
   * than `afterWorkMs` after handlers of this process have worked. So it may rest for long while nothing happens.
   */
  repeat(name: string, handler: () => Promise<number>, afterWorkMs: number): void
  /** Says that this process has done work that no handler of it did: what it left may be due soon. Cheap enough for a hot path. */
  noteWork(): void
  /** Jobs that wait or run now, by name. */
  counts(): Promise<Record<string, { waiting: number; active: number; failed: number }>>
  ping(): Promise<void>
  /** Stops taking jobs, lets running ones finish. */
  close(): Promise<void>
}
