import { sql } from '../../platform/db/index.ts'
import { mostOf } from './plans/plan.sql.ts'

/** The plan of the tenant, and what it allows of one thing; null: no limit. */
export const selectBound = (metric: string) => sql<{ plan: string; limit: number | null }>`
  select t.plan, ${mostOf(sql`t.plan`, metric)}::float8 as limit from tenant t where t.id = (select app_tenant())`

/** The same, and how many rows there are of it now. The triggers of the counted tables keep the sum. */
export const selectRowBound = (metric: string) => sql<{ plan: string; limit: number | null; count: number }>`
  select t.plan, ${mostOf(sql`t.plan`, metric)}::float8 as limit,
    (select coalesce(sum(count), 0)::float8 from row_count where name = ${metric}) as count
  from tenant t where t.id = (select app_tenant())`

/** What was counted of it since the tenant exists. */
export const selectTotal = (metric: string) => sql<{ total: number }>`
  select coalesce(sum(count), 0)::float8 as total from usage_daily where metric = ${metric}`

/** Adds to the total. Call it after `lockUsage`. */
export const addToTotal = (tenantId: string, metric: string, amount: number) => sql`
  insert into usage_daily as u (tenant_id, metric, day, slot, count)
  values (${tenantId}::uuid, ${metric}, current_date, 0, ${amount})
  on conflict (tenant_id, metric, day, slot) do update set count = u.count + excluded.count`
