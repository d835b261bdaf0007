import { within } from '../clock/index.ts'
import { StartError } from '../embedded/index.ts'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'
import { type Logger, sparing } from '../telemetry/index.ts'
import {
  type BullBackend,
  type BullQueue,
  type BullWorker,
  oneOf,
  type Process,
  type Retries,
  retried,
} from './backend.ts'
import { createDrain, type Drain } from './drain.ts'
import type { JobData, Queue } from './port.ts'
import { createRepeats, type Repeats } from './repeats.ts'
import { createSchedules, type Schedules } from './schedules.ts'
import { createWaker, type Waker } from './waker.ts'

/** The job that says only "there may be work". */
const WAKE = 'wake'
const WAKE_EVERY_MS = 10
/** When this process has no place free, it asks another process for help, at most this often. */
const HELP_EVERY_MS = 250
/** A drain that failed is woken again after about this long. */
const REWAKE_MS = 2_000
/** The library would wait for its store for ever. Adding a job fails after this time. */
const ADD_WITHIN_MS = 3_000
const CLOSE_WITHIN_MS = 10_000
/** At the end, a connection that is still in use delays the program no longer than this. */
const DISCONNECT_WITHIN_MS = 2_000

/** Used when the options do not say. */
export const USUAL_RETRIES: Retries = { attempts: 3, firstSeconds: 2 }

export interface QueueOptions {
  /** Where the store is. */
  url: string
  log: Logger
  /** Running jobs get this long to finish at the end, default 10 seconds. */
  closeWithinMs?: number
  /** What a queue is called in the store when its own name is not wanted there. */
  namesInStore?: Readonly<Record<string, string>>
  /** No other process runs on the database now: nobody could help. */
  alone?: () => boolean
  /** How often jobs are tried, and how long the first pause is: 3 times from 2 seconds on unless told. */
  retries?: Retries
}

/** The port over BullMQ, the same for both backends: one queue of the library for each name. */
export class BullMqQueue implements Queue {
  readonly #backend: BullBackend
  readonly #log: Logger
  readonly #closeWithinMs: number
  readonly #alone: () => boolean
  readonly #namesInStore: Readonly<Record<string, string>>
  readonly #retries: Retries
  /** Names in the store that have a worker of this process. */
  readonly #worked = new Set<string>()
  readonly #trouble: (error: unknown) => void
  readonly #queues = new Map<string, BullQueue>()
  readonly #wakers = new Map<string, Waker>()
  readonly #drains = new Map<string, Drain>()
  readonly #workers: BullWorker[] = []
  readonly #schedules: Schedules
  readonly #repeats: Repeats
  #closing: Promise<void> | undefined

  constructor(backend: BullBackend, options: QueueOptions) {
    const {
      log,
      closeWithinMs = CLOSE_WITHIN_MS,
      namesInStore = {},
      retries = USUAL_RETRIES,
      alone = () => false,
    } = options
    this.#alone = alone
    this.#namesInStore = namesInStore
    this.#retries = retries
    this.#closeWithinMs = closeWithinMs
    this.#backend = backend
    this.#log = log
    this.#trouble = sparing(log, 'queue is in trouble; sweeps will catch up')
    this.#schedules = createSchedules(rounds => this.#backend.takeTurns(rounds), log)
    this.#repeats = createRepeats(log)
  }

  async add(name: string, data: JobData, options: { key?: string; delayMs?: number } = {}): Promise<void> {
    const { key, delayMs } = options
    const delayed = delayMs ? { delay: delayMs } : {}
    await this.#add(name, 'job', data, { ...retried(this.#retries), ...delayed, ...(key ? oneOf(key) : {}) })
  }

  wake(name: string): void {
    if (this.#closing) return
    // While this process has a place free, it does the work itself, at once, without going through the queue.
    const drain = this.#drains.get(name)
    if (drain?.wake()) return
    // All places are taken, and one more run follows. Another process could begin sooner, if there is one.
    if (drain && this.#alone()) return
    this.#wakerOf(name).wake()
  }

  handle(name: string, handler: (data: JobData) => Promise<void>, options: { concurrency?: number } = {}): void {
    const { concurrency = 1 } = options
    const drain = createDrain(
      () => handler({}).finally(() => this.#repeats.afterWork()),
      concurrency,
      err => {
        this.#log.error({ err, queue: name }, 'drain failed; it is woken again')
        setTimeout(() => drain.wake(), REWAKE_MS * (0.75 + Math.random() / 2)).unref()
      },
    )
    this.#drains.set(name, drain)
    const process: Process = async job => {
      if (job.name === WAKE) drain.wake()
      else await handler(job.data)
    }
    this.#work(name, process, concurrency + 1)
  }

  every(name: string, everyMs: number, handler: () => Promise<void>): void {
    this.#schedules.add(name, everyMs, handler)
  }

  repeat(name: string, handler: () => Promise<number>, afterWorkMs: number): void {
    this.#repeats.add(name, handler, afterWorkMs)
  }

  noteWork(): void {
    this.#repeats.afterWork()
  }

  async counts(): ReturnType<Queue['counts']> {
    const counted = [...this.#queues].map(async ([name, queue]) => {
      const found = await queue.getJobCounts('waiting', 'delayed', 'prioritized', 'active', 'failed')
      const { waiting = 0, delayed = 0, prioritized = 0, active = 0, failed = 0 } = found
      return [name, { waiting: waiting + delayed + prioritized, active, failed }] as const
    })
    return Object.fromEntries(await Promise.all(counted))
  }

  ping(): Promise<void> {
    return this.#backend.ping()
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    for (const waker of this.#wakers.values()) waker.close()
    this.#schedules.stop()
    this.#repeats.stop()
    const drains = [...this.#drains.values()].map(drain => drain.close())
    const here = Promise.all([...drains, this.#schedules.idle(), this.#repeats.idle()])
    const away = await this.ping().then(
      () => false,
      () => true,
    )
    // A worker cannot sign off at a store that is away. Its jobs are found again later: as stalled, or by a sweep.
    const leaving = this.#leave(away)
    leaving.catch(this.#trouble)
    const left = await within(
      this.#closeWithinMs,
      Promise.all([here, away ? undefined : leaving]).then(() => true),
    )
    // Work that still runs now is abandoned; its job is found again as stalled.
    if (!left) for (const worker of this.#workers) worker.close(true).catch(this.#trouble)
    await within(DISCONNECT_WITHIN_MS, this.#backend.close())
  }

  async #leave(force: boolean): Promise<void> {
    await Promise.all(this.#workers.map(worker => worker.close(force)))
    await Promise.all([...this.#queues.values()].map(queue => queue.close()))
  }

  #inStore(name: string): string {
    return this.#namesInStore[name] ?? name
  }

  #queueOf(name: string): BullQueue {
    const found = this.#queues.get(name)
    if (found) return found
    const queue = this.#backend.queue(this.#inStore(name))
    queue.on('error', this.#trouble)
    this.#queues.set(name, queue)
    return queue
  }

  #work(name: string, process: Process, concurrency: number): void {
    const stored = this.#inStore(name)
    if (this.#worked.has(stored)) {
      throw new StartError('QUEUE_NAME_TAKEN', `The queue "${stored}" has other work already: choose another name.`)
    }
    this.#worked.add(stored)
    const worker = this.#backend.worker(stored, process, concurrency)
    worker.on('error', this.#trouble)
    worker.on('failed', (job, err) => {
      this.#log.error({ err, queue: name, attempts: job?.attemptsMade }, 'job failed')
    })
    this.#workers.push(worker)
  }

  #wakerOf(name: string): Waker {
    const found = this.#wakers.get(name)
    if (found) return found
    const options = { ...oneOf(WAKE), removeOnComplete: true, removeOnFail: true }
    const everyMs = this.#drains.has(name) ? HELP_EVERY_MS : WAKE_EVERY_MS
    const waker = createWaker(() => this.#add(name, WAKE, {}, options), everyMs, this.#trouble)
    this.#wakers.set(name, waker)
    return waker
  }

  async #add(queue: string, ...job: Parameters<BullQueue['add']>): Promise<void> {
    const adding = this.#queueOf(queue)
      .add(...job)
      .then(() => true)
    if (!(await within(ADD_WITHIN_MS, adding))) throw new AppError(COMMON_ERRORS.UNAVAILABLE)
  }
}
