import type { Context } from '../context.ts'
import { type RawBuilder, type Statement, sql } from '../db/index.ts'
import { perContext } from '../services.ts'
import type { PendingTable } from './claim.ts'

/** How often each process looks while nothing is due: for wakes that were lost, and for rows of processes that died. */
const SEARCH_MS = 8_000
/** What is due and was not taken yet is with another worker, or a wake was lost. */
const AGAIN_MS = 2_000
/** Rows of one table that a look reads. When there are more, some may be due. */
const MOST_ROWS = 200

/** Wakes the queues of a process when their rows become due. */
export interface DueWork {
  /** @param msUntilDue part of a statement of the system role: milliseconds until the next row is due, null without one */
  watch(queue: string, msUntilDue: RawBuilder<unknown>): void
}

/**
 * Work that waits: for the time of its next try, or for a wake that got lost. One statement for all queues of a process, at the
 * moment when the next row is due, soon after work, and now and then while nothing happens.
 */
export const dueWorkOf = perContext((context: Context): DueWork => {
  const sources = new Map<string, RawBuilder<unknown>>()
  return {
    watch: (queue, msUntilDue) => {
      sources.set(queue, msUntilDue)
      if (sources.size === 1) context.queue.repeat('look for due work', () => look(context, sources), AGAIN_MS)
    },
  }
})

/** Wakes `queue` for rows of a pending table. */
export const watchPending = (context: Context, queue: string, table: PendingTable): void =>
  dueWorkOf(context).watch(
    queue,
    sql`(
      select case when count(*) < ${sql.lit(MOST_ROWS)} then extract(epoch from min(next_try_at) - now()) * 1000 else 0 end
      from (select next_try_at from ${sql.table(table)} order by tenant_id, id limit ${sql.lit(MOST_ROWS)}) oldest)`,
  )

/** @returns after how many milliseconds to look again */
async function look({ db, queue }: Context, sources: ReadonlyMap<string, RawBuilder<unknown>>): Promise<number> {
  const found = await db.system('work of every tenant is looked for', tx => tx.rows(selectDue(sources)))
  // Processes that were started together shall not look together for ever.
  let next = SEARCH_MS * (0.75 + Math.random() / 2)
  for (const { name, ms } of found) {
    if (ms <= 0) queue.wake(name)
    next = Math.min(next, ms <= 0 ? AGAIN_MS : ms)
  }
  return next
}

interface DueRow {
  name: string
  ms: number
}

const selectDue = (sources: ReadonlyMap<string, RawBuilder<unknown>>): Statement<DueRow> => sql<DueRow>`
  select name, ms::float8 as ms from (values ${sql.join(
    [...sources].map(([name, ms]) => sql`(${sql.lit(name)}, ${ms})`),
  )}) as due(name, ms) where ms is not null`
