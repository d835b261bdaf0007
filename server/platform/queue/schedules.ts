import { type Logger, sparing } from '../telemetry/index.ts'
import type { TakeTurns } from './turns.ts'

/** How soon after a turn the other processes look for the next one, at most: so they do not look all at once. */
const SPREAD_MS = 50
/** While the store is away, each process asks again after this time at the latest. */
const AGAIN_MS = 5_000

interface Schedule {
  name: string
  everyMs: number
  /** Runs the handler, unless it is already running in this process. */
  run(): Promise<void>
  lastRunAt: number
  lookAt: number
}

export interface Schedules {
  add(name: string, everyMs: number, handler: () => Promise<void>): void
  stop(): void
  /** Resolves when nothing runs any more. */
  idle(): Promise<void>
}

/**
 * Schedules that fire in one process only. Each process has one timer, for the schedule that is due first, and then takes its turn
 * in the store: one question for each round. A store that has lost everything gives the turns anew. While it cannot be reached, each
 * process runs its schedules itself: that is safe, because handlers only look for rows that are due, and claim them.
 */
export function createSchedules(takeTurns: TakeTurns, log: Logger): Schedules {
  const schedules = new Map<string, Schedule>()
  const running = new Set<Promise<void>>()
  const trouble = sparing(log, 'schedules cannot reach the queue; this process runs its own')
  let timer: NodeJS.Timeout | undefined
  let looking = false
  let stopped = false

  const look = async (): Promise<void> => {
    const now = Date.now()
    const due = [...schedules.values()].filter(schedule => schedule.lookAt <= now)
    looking = true
    try {
      const turns = due.length > 0 ? await takeTurns(due.map(({ name, everyMs }) => ({ name, everyMs }))) : []
      for (const [at, { mine, nextMs }] of turns.entries()) {
        const schedule = due[at]!
        schedule.lookAt = Date.now() + nextMs + Math.random() * SPREAD_MS
        if (mine && !stopped) void schedule.run()
      }
    } catch (error) {
      if (stopped) return
      trouble(error)
      for (const schedule of due) await alone(schedule)
    } finally {
      looking = false
    }
    set()
  }
  const alone = async (schedule: Schedule) => {
    if (Date.now() - schedule.lastRunAt >= schedule.everyMs) void schedule.run()
    schedule.lookAt = Date.now() + Math.min(schedule.everyMs, AGAIN_MS)
  }
  const set = () => {
    clearTimeout(timer)
    if (stopped || looking) return
    const next = Math.min(...[...schedules.values()].map(({ lookAt }) => lookAt))
    timer = setTimeout(() => void look(), Math.max(1, next - Date.now())).unref()
  }
  return {
    add: (name, everyMs, handler) => {
      const schedule: Schedule = {
        name,
        everyMs,
        lastRunAt: 0,
        lookAt: Date.now(),
        run: () => runOnce(schedule, handler, running, log),
      }
      schedules.set(name, schedule)
      set()
    },
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
    idle: async () => void (await Promise.all(running)),
  }
}

/** Runs a handler. An error is logged and not thrown: the next run of the schedule is the retry. */
async function runOnce(
  schedule: Schedule & { running?: Promise<void> },
  handler: () => Promise<void>,
  running: Set<Promise<void>>,
  log: Logger,
): Promise<void> {
  schedule.lastRunAt = Date.now()
  if (schedule.running) return schedule.running
  const one: Promise<void> = Promise.resolve()
    .then(handler)
    .catch(err => log.error({ err, schedule: schedule.name }, 'schedule failed'))
    .finally(() => {
      running.delete(one)
      schedule.running = undefined
    })
  schedule.running = one
  running.add(one)
  return one
}
