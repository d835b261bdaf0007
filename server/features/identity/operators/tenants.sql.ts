import { sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** A business as operators see it in their list. */
export interface ListedTenant {
  id: Uuid
  name: string
  businessType: string
  status: 'active' | 'trial' | 'suspended'
  plan: string
  createdAt: Date
  suspendedAt: Date | null
  suspendedReason: string | null
  members: number
  /** The first administrator. */
  ownerName: string | null
  ownerEmail: string | null
}

export interface TenantFilter {
  /** Part of the name, in small letters. */
  name?: string
  /** Beginning of a member's address. */
  email?: string
  id?: Uuid
  status?: string | undefined
  plan?: string | undefined
}

const columns = sql`t.id, t.name, t.business_type as "businessType", t.status, t.plan, t.created_at as "createdAt",
  t.suspended_at as "suspendedAt", t.suspended_reason as "suspendedReason",
  (select count(*)::int from membership m where m.tenant_id = t.id) as members,
  owner.name as "ownerName", owner.email as "ownerEmail"`

const owner = sql`left join lateral (
  select m.name, m.email from membership m where m.tenant_id = t.id and m.role = 'tenant_admin'
  order by m.created_at, m.user_id limit 1) owner on true`

const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

/** Newest first. */
export const selectTenants = (filter: TenantFilter, before: Uuid | null, limit: number) => {
  const conditions = [sql`true`]
  if (filter.id) conditions.push(sql`t.id = ${filter.id}`)
  if (filter.name) conditions.push(sql`lower(t.name) like ${`%${escaped(filter.name)}%`}`)
  if (filter.email)
    conditions.push(
      sql`t.id in (select m.tenant_id from membership m where m.email like ${`${escaped(filter.email)}%`})`,
    )
  if (filter.status) conditions.push(sql`t.status = ${filter.status}`)
  if (filter.plan) conditions.push(sql`t.plan = ${filter.plan}`)
  if (before) conditions.push(sql`t.id < ${before}`)
  return sql<ListedTenant>`
    select ${columns} from tenant t ${owner} where ${sql.join(conditions, sql` and `)} order by t.id desc limit ${limit}`
}

export const selectTenant = (id: Uuid) => sql<ListedTenant>`select ${columns} from tenant t ${owner} where t.id = ${id}`

export const lockTenant = (id: Uuid) =>
  sql<{ status: string; plan: string }>`select status, plan from tenant where id = ${id} for no key update`

export const suspendRow = (id: Uuid, reason: string) => sql`
  update tenant set suspended_from = case when status = 'suspended' then suspended_from else status end,
    status = 'suspended', suspended_at = coalesce(suspended_at, now()), suspended_reason = ${reason}, updated_at = now()
  where id = ${id}`

export const resumeRow = (id: Uuid) => sql`
  update tenant set status = coalesce(suspended_from, 'active'), suspended_from = null, suspended_at = null,
    suspended_reason = null, updated_at = now()
  where id = ${id}`

export const setPlan = (id: Uuid, plan: string) =>
  sql`update tenant set plan = ${plan}, updated_at = now() where id = ${id}`

export const insertVisit = (visit: { tenantId: Uuid; sessionId: Uuid; reason: string; minutes: number }) => sql<{
  until: Date
}>`
  insert into operator_visit (tenant_id, session_id, reason, until)
  values (${visit.tenantId}, ${visit.sessionId}, ${visit.reason}, now() + ${visit.minutes} * interval '1 minute')
  on conflict (tenant_id, session_id) do update set reason = excluded.reason, until = excluded.until
  returning until`

export const deleteVisits = (sessionId: Uuid) => sql`delete from operator_visit where session_id = ${sessionId}`
