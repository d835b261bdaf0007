import { type Logger, sparing } from '../telemetry/index.ts'
import type { BullQueue, Process } from './backend.ts'

/** One queue for all schedules of the program: its jobs are named like the schedules. */
const QUEUE = 'schedules'
const CONCURRENCY = 20
/** How often each process checks that its schedules are still in the queue. */
const LOOK_EVERY_MS = 5_000

interface Schedule {
  everyMs: number
  /** Runs the handler, unless it is already running in this process. */
  run(): Promise<void>
  lastRunAt: number
}

interface Means {
  queueOf(name: string): BullQueue
  work(name: string, process: Process, concurrency: number): void
}

export interface Schedules {
  add(name: string, everyMs: number, handler: () => Promise<void>): void
  stop(): void
  /** Resolves when nothing runs any more. */
  idle(): Promise<void>
}

/**
 * Schedules are kept in the queue, so that each fires in one process only. Every process writes them again and again, because the
 * queue may lose everything. While the queue cannot be reached, each process runs its schedules itself: that is safe, because
 * handlers only look for rows that are due, and claim them.
 */
export function createSchedules(means: Means, log: Logger): Schedules {
  const schedules = new Map<string, Schedule>()
  const running = new Set<Promise<void>>()
  const timers: NodeJS.Timeout[] = []
  const trouble = sparing(log, 'schedules cannot reach the queue; this process runs its own')
  let stopped = false

  const look = async (name: string, schedule: Schedule): Promise<void> => {
    try {
      await standing(means.queueOf(QUEUE), name, schedule.everyMs)
    } catch (error) {
      if (stopped) return
      trouble(error)
      if (Date.now() - schedule.lastRunAt >= schedule.everyMs) await schedule.run()
    }
  }
  const watch = (name: string, schedule: Schedule) => {
    void look(name, schedule)
    const timer = setInterval(() => void look(name, schedule), Math.min(schedule.everyMs, LOOK_EVERY_MS))
    timer.unref()
    timers.push(timer)
  }
  return {
    add: (name, everyMs, handler) => {
      const schedule: Schedule = { everyMs, lastRunAt: 0, run: () => runOnce(name, schedule, handler, running, log) }
      if (schedules.size === 0) {
        means.work(QUEUE, async job => schedules.get(job.name)?.run(), CONCURRENCY)
      }
      schedules.set(name, schedule)
      watch(name, schedule)
    },
    stop: () => {
      stopped = true
      for (const timer of timers) clearInterval(timer)
    },
    idle: async () => void (await Promise.all(running)),
  }
}

/** Writes a schedule that is missing, has another interval or is overdue. Writing a good one again would delay its next run. */
async function standing(queue: BullQueue, name: string, everyMs: number): Promise<void> {
  const found = await queue.getJobScheduler(name)
  const overdue = found?.next !== undefined && found.next < Date.now() - 2 * everyMs - LOOK_EVERY_MS
  if (found?.every === everyMs && !overdue) return
  await queue.upsertJobScheduler(
    name,
    { every: everyMs },
    { name, data: {}, opts: { attempts: 1, removeOnComplete: true, removeOnFail: true } },
  )
}

/** Runs a handler. An error is logged and not thrown: the next run of the schedule is the retry. */
async function runOnce(
  name: string,
  schedule: Schedule & { running?: Promise<void> },
  handler: () => Promise<void>,
  running: Set<Promise<void>>,
  log: Logger,
): Promise<void> {
  schedule.lastRunAt = Date.now()
  if (schedule.running) return schedule.running
  const one: Promise<void> = Promise.resolve()
    .then(handler)
    .catch(err => log.error({ err, schedule: name }, 'schedule failed'))
    .finally(() => {
      running.delete(one)
      schedule.running = undefined
    })
  schedule.running = one
  running.add(one)
  return one
}
