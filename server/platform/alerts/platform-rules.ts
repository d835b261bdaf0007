import { statfs } from 'node:fs/promises'
import type { Context } from '../context.ts'
import { countDeadLetters, countDefaultRows, selectBacklog } from '../health/backlog.sql.ts'
import type { AlertRule, Finding } from './rule.ts'

/** Work that waits longer is noticed by customers; the second makes them leave. */
const LATE_SECONDS = 60
const TOO_LATE_SECONDS = 300
const MANY_DEAD = 100
/** Shares of the disk that are free. */
const LITTLE_DISK = 0.1
const NO_DISK = 0.03

/** What every installation watches, whatever its features. */
export function platformRules(context: Context): AlertRule[] {
  const { db, config, queue } = context
  const counted = <T>(work: Parameters<typeof db.system<T>>[1]) => db.system('alerts count what every tenant has', work)
  return [
    { type: 'lag', look: async () => (await counted(tx => tx.rows(selectBacklog()))).flatMap(lateTable) },
    {
      type: 'dead_letters',
      look: async () => deadLetters((await counted(tx => tx.one(countDeadLetters()))).count),
    },
    {
      type: 'default_partition',
      look: async () =>
        (await counted(tx => tx.rows(countDefaultRows()))).filter(({ rows }) => rows > 0).map(strayRows),
    },
    { type: 'disk', look: async () => freeDisk(await statfs(config.dataDir)) },
    { type: 'queue', look: () => queueAway(() => queue.ping()) },
  ]
}

function lateTable({ table, rows, oldestSeconds }: { table: string; rows: number; oldestSeconds: number }): Finding[] {
  // Long jobs wait for their turn, and rows that wait for a later try are old on purpose.
  if (table !== 'raw_event_pending' || oldestSeconds <= LATE_SECONDS) return []
  const seconds = Math.round(oldestSeconds)
  return [
    {
      subject: table,
      severity: seconds > TOO_LATE_SECONDS ? 'critical' : 'warning',
      message: `Messages of customers wait to be processed for ${seconds} s; ${rows} deliveries are waiting.`,
      details: { seconds, rows },
    },
  ]
}

export function deadLetters(count: number): Finding[] {
  if (count === 0) return []
  return [
    {
      subject: '',
      severity: count >= MANY_DEAD ? 'critical' : 'warning',
      message: `${count} pieces of work failed for good and wait for a person: see Failed in the app, or docs/runbooks/dead-letters.md.`,
      details: { count },
    },
  ]
}

const strayRows = ({ partition, rows }: { partition: string; rows: number }): Finding => ({
  subject: partition,
  severity: 'warning',
  message: `${rows} rows are in ${partition}: a partition was not made in time.`,
  details: { rows },
})

export function freeDisk({ bavail, blocks }: { bavail: number; blocks: number }): Finding[] {
  const free = blocks === 0 ? 1 : bavail / blocks
  if (free >= LITTLE_DISK) return []
  const percent = Math.floor(free * 100)
  return [
    {
      subject: '',
      severity: free < NO_DISK ? 'critical' : 'warning',
      message: `Only ${percent} % of the disk of DATA_DIR is free.`,
      details: { percent },
    },
  ]
}

async function queueAway(ping: () => Promise<void>): Promise<Finding[]> {
  const away = await ping().then(
    () => false,
    () => true,
  )
  if (!away) return []
  return [{ subject: '', severity: 'critical', message: 'The queue does not answer; work is found by sweeps alone.' }]
}
