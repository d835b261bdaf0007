import type pg from 'pg'
import { until } from '../../server/test/until.ts'

/**
 * Waits until the program has finished what it was given: an answer that has arrived still has to be recorded, and that
 * work must not be counted to the next measurement, nor be missing from this one.
 */
export async function settle(owner: pg.Client, timeoutMs = 60_000): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `select relname as name from pg_class
     where relkind in ('r', 'p') and not relispartition and relname in ('raw_event_pending', 'event_pending', 'send_pending')`,
  )
  const left = rows.map(({ name }) => `exists (select from ${name})`).join(' or ')
  await until(async () => !(await owner.query<{ left: boolean }>(`select ${left} as left`)).rows[0]!.left, {
    timeout: timeoutMs,
    interval: 100,
    what: 'an empty queue',
  })
}
