import { sql } from '../../platform/db/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { mostOf } from './plans/plan.sql.ts'

/** One thing that is counted, on one day of the tenant's calendar. */
export interface UsageCount {
  tenantId: Uuid
  plan: string
  metric: string
  day: string
  /** First day of the month that the limit is for. */
  from: string
  amount: number
}

/** Slots of a tenant without a limit. A transaction uses only one, so that two transactions never deadlock. */
const SLOTS = 16

/** Counts when the plan has no limit; changes nothing when it has one. */
export const addUnlimited = ({ tenantId, plan, metric, day, amount }: UsageCount) => sql`
  insert into usage_daily as u (tenant_id, metric, day, slot, count)
  select ${tenantId}::uuid, ${metric}, ${day}::date, pg_backend_pid() % ${SLOTS}, ${amount}
  where ${mostOf(sql`${plan}`, metric)} is null
  on conflict (tenant_id, metric, day, slot) do update set count = u.count + excluded.count`

/**
 * From here to the end of the transaction, other transactions that count for this tenant wait. It is a statement of its own, so
 * that the next statement sees everything that earlier transactions have counted.
 */
export const lockUsage = ({ tenantId, metric }: Pick<UsageCount, 'tenantId' | 'metric'>) => sql`
  select pg_advisory_xact_lock(hashtextextended(${`usage ${tenantId} ${metric}`}, 0))`

/** Counts if the month's sum stays within the limit; else there is no row. Call it after `lockUsage`. */
export const addWithinLimit = ({ tenantId, plan, metric, day, from, amount }: UsageCount) => sql<{
  /** Of the month, with this one. */
  used: number
  limit: number
}>`
  insert into usage_daily as u (tenant_id, metric, day, slot, count)
  select ${tenantId}::uuid, ${metric}, ${day}::date, 0, ${amount}
  from (select ${mostOf(sql`${plan}`, metric)} as most) l where l.most >= ${amount} + (
    select coalesce(sum(count), 0) from usage_daily where metric = ${metric} and day >= ${from}::date)
  on conflict (tenant_id, metric, day, slot) do update set count = u.count + excluded.count
  returning ${mostOf(sql`${plan}`, metric)} as limit, ${amount}::bigint + (
    select coalesce(sum(count), 0)::bigint from usage_daily where metric = ${metric} and day >= ${from}::date) as used`

export const selectLimit = (plan: string, metric: string) => sql<{ most: number }>`
  select most from plan_limit where plan = ${plan} and metric = ${metric}`

export interface UsedRow {
  used: number
  /** Null: no limit. */
  limit: number | null
}

export const selectUsed = ({ plan, metric, from }: Pick<UsageCount, 'plan' | 'metric' | 'from'>) => sql<UsedRow>`
  select (select coalesce(sum(count), 0)::bigint from usage_daily where metric = ${metric} and day >= ${from}::date) as used,
    ${mostOf(sql`${plan}`, metric)} as limit`

export const selectNow = () => sql<{ now: Date }>`select now() as now`
