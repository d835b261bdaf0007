import { type Statement, sql } from '../db/index.ts'
import type { PendingTable } from '../pending/claim.ts'

export interface Backlog {
  table: PendingTable
  /** Counted up to a limit, so that it costs little when there are many. */
  rows: number
  /** Seconds since the oldest due row was written; 0 without one. */
  oldestSeconds: number
}

const MOST = 100_000
const TABLES: readonly PendingTable[] = [
  'raw_event_pending',
  'event_pending',
  'send_pending',
  'media_pending',
  'uncertain_pending',
  'long_job_pending',
]

/** What waits in the pending tables, of all tenants. */
export const selectBacklog = (): Statement<Backlog> => sql<Backlog>`
  ${sql.join(
    TABLES.map(
      table => sql`
        select ${table} as "table", count(*)::int as rows,
          coalesce(greatest(extract(epoch from now() - min(created_at)), 0), 0)::float as "oldestSeconds"
        from (select created_at from ${sql.table(table)} limit ${MOST}) counted`,
    ),
    sql` union all `,
  )}`

/** Dead letters that nobody has driven again or dismissed, of all tenants. */
export const countDeadLetters = (): Statement<{ count: number }> => sql<{ count: number }>`
  select count(*)::int as count from (select 1 from dead_letter
    where redriven_at is null and dismissed_at is null limit ${MOST}) counted`

/**
 * Rows in default partitions: their month had no partition. The number comes from the statistics, without reading the tables. A
 * table that takes room on the disk is never reported as empty.
 */
export const countDefaultRows = (): Statement<{ partition: string; rows: number }> =>
  sql<{ partition: string; rows: number }>`
  select c.relname as partition, greatest(
      pg_stat_get_live_tuples(c.oid), case when pg_relation_size(c.oid) > 0 then 1 else 0 end)::int as rows
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relispartition and pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT'
  order by 1`

/** The processes that run on the database; there are a handful. */
export const selectProcesses = (): Statement<{ id: string; works: boolean; startedAt: Date; seenAt: Date }> =>
  sql<{
    id: string
    works: boolean
    startedAt: Date
    seenAt: Date
  }>`select id, works, started_at as "startedAt", seen_at as "seenAt" from process order by started_at limit 200`
