import type { JobsOptions, WorkerOptions } from 'bullmq'
import { retryPause } from '../clock/index.ts'
import type { JobData } from './port.ts'
import type { TakeTurns } from './turns.ts'

/** The part of the library's Queue that we use; the classes of both backends have it. */
export interface BullQueue {
  add(name: string, data: JobData, options?: JobsOptions): Promise<unknown>
  getJobCounts(...types: BullState[]): Promise<Record<string, number>>
  on(event: 'error', listener: (error: Error) => void): unknown
  close(): Promise<void>
}

export type BullState = 'waiting' | 'active' | 'delayed' | 'failed' | 'prioritized'

/** The part of the library's Worker that we use. */
export interface BullWorker {
  on(event: 'error', listener: (error: Error) => void): unknown
  on(
    event: 'failed',
    listener: (job: { name: string; attemptsMade: number } | undefined, error: Error) => void,
  ): unknown
  /** @param force without waiting for running jobs */
  close(force?: boolean): Promise<void>
}

export type Process = (job: { name: string; data: JobData }) => Promise<void>

/** Where the jobs are. */
export interface BullBackend {
  queue(name: string): BullQueue
  worker(name: string, process: Process, concurrency: number): BullWorker
  takeTurns: TakeTurns
  ping(): Promise<void>
  close(): Promise<void>
}

/**
 * How often each worker looks for jobs of processes that died. Each look costs a few statements, whether there is work or not; and
 * schedules find lost work, too.
 */
export const STALLED_MS = 60_000

const DAY = 24 * 60 * 60

/** How often a job is tried, and how long the first pause is. */
export interface Retries {
  attempts: number
  firstSeconds: number
}

/** Each worker knows by itself how long this is: see `settingsOf`. */
const PAUSE = 'doubling'

/** Finished jobs go by age, failed ones after a week. */
export const retried = ({ attempts }: Retries): JobsOptions => ({
  attempts,
  backoff: { type: PAUSE },
  removeOnComplete: { age: 600, count: 1_000 },
  removeOnFail: { age: 7 * DAY, count: 5_000 },
})

/** The pauses between the tries of a job, for its worker: the same as those of rows. */
export const settingsOf = ({ firstSeconds }: Retries): WorkerOptions['settings'] => ({
  backoffStrategy: attemptsMade => Math.round(retryPause(firstSeconds, attemptsMade - 1) * 1_000),
})

/** At most one job of a key waits; while a job of the key runs, one more may wait. */
export const oneOf = (key: string): JobsOptions => ({ deduplication: { id: key, keepLastIfActive: true } })
