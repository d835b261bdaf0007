import type pg from 'pg'

/** What the database server counted in some time. */
export interface Counts {
  /** All that clients sent to be executed, also BEGIN, COMMIT, SET and `set_config`. */
  statements: number
  /** Without those that open, close or set up a transaction. */
  queries: number
  /** Transactions that wrote, each of which waits for the disk unless it asked not to. */
  commits: number
  /** All transactions, reading ones included. */
  transactions: number
  walBytes: number
  /** Of those, the pages that are written whole at their first change after a checkpoint. */
  walPageBytes: number
}

export const COUNTED = [
  'statements: what the program sent to be executed, from pg_stat_statements, BEGIN, COMMIT, SET and set_config included; queries: without these',
  'commits: transactions that wrote, counted by their records in the WAL; transactions: all, reading ones too, from pg_stat_database',
]

/** Creates what counting needs. The library of the first must be loaded by the server. */
export async function prepareCounting(owner: pg.Client): Promise<void> {
  await owner.query('create extension if not exists pg_stat_statements')
  await owner.query('create extension if not exists pg_walinspect')
}

/** Counts what happens while `work` runs. `planning` times the planner too, which costs something by itself. */
export async function countWhile(
  owner: pg.Client,
  work: () => Promise<unknown>,
  { planning = false, onEnd = async () => {} }: { planning?: boolean; onEnd?: () => Promise<void> } = {},
): Promise<Counts> {
  await track(owner, true, planning)
  try {
    const before = await readServer(owner)
    await work()
    const after = await readServer(owner)
    const { statements, queries } = await readStatements(owner)
    const wal = await readWal(owner, before.lsn, after.lsn)
    await onEnd()
    return { statements, queries, transactions: after.transactions - before.transactions, ...wal }
  } finally {
    await track(owner, false, false)
  }
}

/** `a - b`, each figure for itself. */
export function subtract(a: Counts, b: Counts): Counts {
  return Object.fromEntries(Object.entries(a).map(([key, value]) => [key, value - b[key as keyof Counts]])) as never
}

async function track(owner: pg.Client, on: boolean, planning: boolean): Promise<void> {
  await owner.query(`alter system set pg_stat_statements.track = '${on ? 'top' : 'none'}'`)
  await owner.query(`alter system set pg_stat_statements.track_planning = ${planning ? 'on' : 'off'}`)
  await owner.query('select pg_reload_conf()')
  await owner.query('select pg_stat_statements_reset()')
}

async function readServer(owner: pg.Client): Promise<{ transactions: number; lsn: string }> {
  const { rows } = await owner.query<{ transactions: string; lsn: string }>(
    `select xact_commit as transactions, pg_current_wal_flush_lsn()::text as lsn
     from pg_stat_database where datname = current_database()`,
  )
  return { transactions: Number(rows[0]!.transactions), lsn: rows[0]!.lsn }
}

async function readStatements(owner: pg.Client): Promise<{ statements: number; queries: number }> {
  const { rows } = await owner.query<{ statements: number; queries: number }>(
    `select coalesce(sum(calls), 0)::int as statements,
       coalesce(sum(calls) filter (where query !~* '^\\s*(begin|commit|rollback|set|select set_config)\\M'), 0)::int as queries
     from pg_stat_statements where userid <> current_user::regrole`,
  )
  return rows[0]!
}

async function readWal(owner: pg.Client, from: string, to: string) {
  const { rows } = await owner.query<{ commits: number; bytes: number; pages: number }>(
    `select coalesce(sum(count) filter (where "resource_manager/record_type" = 'Transaction/COMMIT'), 0)::int as commits,
       coalesce(sum(combined_size), 0)::float as bytes, coalesce(sum(fpi_size), 0)::float as pages
     from pg_get_wal_stats($1, $2, true)`,
    [from, to],
  )
  const { commits, bytes, pages } = rows[0]!
  return { commits, walBytes: bytes, walPageBytes: pages }
}

/** A statement and what it cost. */
export interface Dear {
  query: string
  calls: number
  planMs: number
  runMs: number
}

/** Every statement that was counted, the dearest by planning and running together first. */
export async function readDearest(owner: pg.Client): Promise<Dear[]> {
  const { rows } = await owner.query<Dear>(
    `select query, sum(calls)::int as calls, sum(total_plan_time) as "planMs", sum(total_exec_time) as "runMs"
     from pg_stat_statements where userid <> current_user::regrole
     group by query order by sum(total_plan_time + total_exec_time) desc`,
  )
  return rows
}
