import { sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

export interface MemberRow {
  userId: Uuid
  name: string
  email: string
  role: string
  createdAt: Date
}

export const insertMember = (tenantId: Uuid, row: Pick<MemberRow, 'userId' | 'name' | 'email' | 'role'>) => sql`
  insert into membership (tenant_id, user_id, role, name, email)
  values (${tenantId}, ${row.userId}, ${row.role}, ${row.name}, ${row.email})`

/** By name, as people of any language sort names; `after` is the last row of the page before. */
export const selectMembers = (limit: number, after: { name: string; userId: Uuid } | null) => sql<MemberRow>`
  select user_id as "userId", name, email, role, created_at as "createdAt" from membership
  where tenant_id = (select app_tenant())
    ${after ? sql`and (name collate "und-x-icu", user_id) > (${after.name} collate "und-x-icu", ${after.userId}::uuid)` : sql``}
  order by name collate "und-x-icu", user_id limit ${limit}`

export const countMembers = () =>
  sql<{ count: number }>`select count(*)::int as count from membership where tenant_id = (select app_tenant())`

export const selectMemberName = (userId: Uuid) => sql<{ name: string }>`
  select name from membership where tenant_id = (select app_tenant()) and user_id = ${userId}`

export const selectMemberNames = (userIds: readonly Uuid[]) => sql<{ userId: Uuid; name: string }>`
  select user_id as "userId", name from membership
  where tenant_id = (select app_tenant()) and user_id = any(${uuids(userIds)})`

/** A person's role in one business, as the person sees it. */
export interface Affiliation {
  tenantId: Uuid
  tenantName: string
  role: string
  status: string
}

/** The businesses of a person; the one they last worked in comes first. */
export const selectAffiliations = (userId: Uuid) => sql<Affiliation>`
  select m.tenant_id as "tenantId", t.name as "tenantName", m.role, t.status
  from membership m join tenant t on t.id = m.tenant_id
  left join lateral (
    select max(r.id::text) as last from refresh_token r where r.user_id = m.user_id and r.tenant_id = m.tenant_id
  ) used on true
  where m.user_id = ${userId} order by used.last desc nulls last, m.created_at, m.tenant_id`

export interface UserRow {
  id: Uuid
  name: string
  email: string
  emailVerified: boolean
  locale: string | null
  systemAdmin: boolean
}

export const selectUser = (id: Uuid) => sql<UserRow>`
  select id, name, email, email_verified as "emailVerified", locale, system_admin as "systemAdmin"
  from auth_user where id = ${id}`

export const selectUserByEmail = (email: string) => sql<UserRow>`
  select id, name, email, email_verified as "emailVerified", locale, system_admin as "systemAdmin"
  from auth_user where email = ${email}`

export const makeSystemAdmin = (id: Uuid) =>
  sql`update auth_user set system_admin = true, updated_at = now() where id = ${id}`
