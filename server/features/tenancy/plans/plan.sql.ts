import { type RawBuilder, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** A plan as the operator made it. */
export interface PlanRow {
  name: string
  position: number
  /** A month, in minor units; null: agreed with each business. */
  amount: number | null
  currency: string
  limits: Record<string, number>
  features: string[]
}

/** From the smallest to the largest; there are a handful. */
export const selectPlans = () => sql<PlanRow>`
  select p.name, p.position, p.amount::float8 as amount, p.currency,
    (select coalesce(jsonb_object_agg(l.metric, l.most), '{}') from plan_limit l where l.plan = p.name) as limits,
    (select coalesce(array_agg(f.feature order by f.feature), '{}') from plan_feature f where f.plan = p.name) as features
  from plan p order by p.position, p.name`

/** What a plan allows of something, unless the tenant of the transaction has an exception; null: no limit. Part of a statement. */
export const mostOf = (plan: RawBuilder<unknown>, metric: string) => sql`(
  select case when o.tenant_id is null then p.most else o.most end from (select) one
  left join plan_limit p on p.plan = ${plan} and p.metric = ${metric}
  left join tenant_limit o on o.tenant_id = (select app_tenant()) and o.metric = ${metric})`

/** Whether a tenant has a feature: by its exception, or else by its plan. Part of a statement. */
export const hasFeature = (
  tenantId: RawBuilder<unknown>,
  plan: RawBuilder<unknown>,
  feature: string,
) => sql<boolean>`coalesce(
  (select f.enabled from tenant_feature f where f.tenant_id = ${tenantId} and f.feature = ${feature}),
  exists (select from plan_feature p where p.plan = ${plan} and p.feature = ${feature}))`

export const selectOwnFeature = (feature: string) => sql<{ plan: string; enabled: boolean }>`
  select t.plan, ${hasFeature(sql`t.id`, sql`t.plan`, feature)} as enabled from tenant t where t.id = (select app_tenant())`

/** What the tenant of the transaction has instead of its plan's. */
export const selectExceptions = () => sql<{
  limits: Record<string, number | null>
  features: Record<string, boolean>
}>`
  select
    (select coalesce(jsonb_object_agg(metric, most), '{}') from tenant_limit
      where tenant_id = (select app_tenant())) as limits,
    (select coalesce(jsonb_object_agg(feature, enabled), '{}') from tenant_feature
      where tenant_id = (select app_tenant())) as features`

export const updatePrice = (name: string, amount: number | null, currency: string) =>
  sql`update plan set amount = ${amount}, currency = ${currency} where name = ${name}`

export const lockPlan = (name: string) => sql<{ name: string }>`select name from plan where name = ${name}`

export const setPlanLimit = (plan: string, metric: string, most: number) => sql`
  insert into plan_limit (plan, metric, most) values (${plan}, ${metric}, ${most})
  on conflict (plan, metric) do update set most = excluded.most`

export const deletePlanLimit = (plan: string, metric: string) =>
  sql`delete from plan_limit where plan = ${plan} and metric = ${metric}`

export const setPlanFeature = (plan: string, feature: string) =>
  sql`insert into plan_feature (plan, feature) values (${plan}, ${feature}) on conflict do nothing`

export const deletePlanFeature = (plan: string, feature: string) =>
  sql`delete from plan_feature where plan = ${plan} and feature = ${feature}`

export const setTenantLimit = (tenantId: Uuid, metric: string, most: number | null) => sql`
  insert into tenant_limit (tenant_id, metric, most) values (${tenantId}, ${metric}, ${most})
  on conflict (tenant_id, metric) do update set most = excluded.most`

export const deleteTenantLimit = (tenantId: Uuid, metric: string) =>
  sql`delete from tenant_limit where tenant_id = ${tenantId} and metric = ${metric}`

export const setTenantFeature = (tenantId: Uuid, feature: string, enabled: boolean) => sql`
  insert into tenant_feature (tenant_id, feature, enabled) values (${tenantId}, ${feature}, ${enabled})
  on conflict (tenant_id, feature) do update set enabled = excluded.enabled`

export const deleteTenantFeature = (tenantId: Uuid, feature: string) =>
  sql`delete from tenant_feature where tenant_id = ${tenantId} and feature = ${feature}`

/** Rows that the database counts as they are written, by what they are. */
export const selectRowCounts = () => sql<{ name: string; count: number }>`
  select name, sum(count)::float8 as count from row_count where tenant_id = (select app_tenant()) group by name`
