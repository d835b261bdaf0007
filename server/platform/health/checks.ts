import { getHeapStatistics } from 'node:v8'
import type { Context } from '../context.ts'
import { countDeadLetters, selectBacklog } from './backlog.sql.ts'
import type { Check, CheckFunction } from './check.ts'

/** People notice when work waits longer than this. */
const SLOW_SECONDS = 60
const FULL_HEAP = 0.9
const MEGABYTE = 1024 * 1024

/** What every process needs, whatever its features. */
export function platformChecks(context: Context): Record<string, CheckFunction> {
  const { db, queue, cache } = context
  const answers = (ping: () => Promise<void>) => async (): Promise<Check> => {
    await ping()
    return { status: 'ok' }
  }
  return {
    database: async () => {
      await db.ping()
      return { status: 'ok', connections: db.stats() }
    },
    queue: answers(() => queue.ping()),
    cache: answers(() => cache.ping()),
    memory,
    intake: () => backlog(context),
    deadLetters: async () => {
      const { count } = await db.system('health counts what every tenant has', tx => tx.one(countDeadLetters()))
      return { status: 'ok', count }
    },
  }
}

async function memory(): Promise<Check> {
  const { rss, heapUsed } = process.memoryUsage()
  const { heap_size_limit: limit } = getHeapStatistics()
  const megabytes = (bytes: number) => Math.round(bytes / MEGABYTE)
  return {
    status: heapUsed > limit * FULL_HEAP ? 'degraded' : 'ok',
    rssMb: megabytes(rss),
    heapMb: megabytes(heapUsed),
    heapLimitMb: megabytes(limit),
  }
}

async function backlog({ db }: Context): Promise<Check> {
  const waiting = await db.system('health counts what every tenant has', tx => tx.rows(selectBacklog()))
  const slow = waiting.some(table => table.table === 'raw_event_pending' && table.oldestSeconds > SLOW_SECONDS)
  const facts = waiting.map(({ table, rows, oldestSeconds }) => [
    table,
    { rows, oldestSeconds: Math.round(oldestSeconds) },
  ])
  return { status: slow ? 'degraded' : 'ok', waiting: Object.fromEntries(facts) }
}
