import type { Context } from '../context.ts'
import { sparing } from '../telemetry/index.ts'
import { countDeadLetters, countDefaultRows, selectBacklog } from './backlog.sql.ts'

/** Gauges that are looked up only when the metrics are scraped. */
export function observeBacklog({ metrics, db, queue, log }: Context): void {
  const pending = metrics.gauge('pending_rows', 'Rows of work that wait', ['table'])
  const oldest = metrics.gauge('pending_oldest_seconds', 'Age of the oldest row of work', ['table'])
  const dead = metrics.gauge('dead_letters', 'Dead letters that nobody has driven again')
  const strays = metrics.gauge('partition_default_rows', 'Rows in default partitions; must be 0', ['partition'])
  const connections = metrics.gauge('db_connections', 'Connections of the pool', ['state'])
  const jobs = metrics.gauge('queue_jobs', 'Jobs by queue', ['queue', 'state'])
  const trouble = sparing(log, 'metrics are incomplete')

  const collectDatabase = async () => {
    const { backlog, letters, defaults } = await db.system('metrics count what every tenant has', async tx => ({
      backlog: await tx.rows(selectBacklog()),
      letters: await tx.one(countDeadLetters()),
      defaults: await tx.rows(countDefaultRows()),
    }))
    for (const { table, rows, oldestSeconds } of backlog) {
      pending.set({ table }, rows)
      oldest.set({ table }, oldestSeconds)
    }
    dead.set(letters.count)
    for (const { partition, rows } of defaults) strays.set({ partition }, rows)
  }
  const collectQueue = async () => {
    for (const [name, counts] of Object.entries(await queue.counts())) {
      for (const [state, count] of Object.entries(counts)) jobs.set({ queue: name, state }, count)
    }
  }
  metrics.onScrape(async () => {
    for (const [state, count] of Object.entries(db.stats())) connections.set({ state }, count)
    await Promise.all([collectDatabase().catch(trouble), collectQueue().catch(trouble)])
  })
}
