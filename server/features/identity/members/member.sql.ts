import { sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { Abilities } from './assignable.sql.ts'

export interface MemberRow extends Abilities {
  userId: Uuid
  name: string
  email: string
  role: string
  createdAt: Date
}

const memberColumns = sql`user_id as "userId", name, email, role, created_at as "createdAt",
  takes_conversations as "takesConversations", capacity, skills, languages`

/** Also for who has left and comes back. Nobody who works there already is changed: then no row is written. */
export const insertMember = (tenantId: Uuid, row: Pick<MemberRow, 'userId' | 'name' | 'email' | 'role'>) => sql`
  insert into membership as known (tenant_id, user_id, role, name, email)
  values (${tenantId}, ${row.userId}, ${row.role}, ${row.name}, ${row.email})
  on conflict (tenant_id, user_id) do update
    set role = excluded.role, name = excluded.name, email = excluded.email, created_at = now(), removed_at = null
    where known.removed_at is not null`

/** By name, as people of any language sort names; `after` is the last row of the page before. */
export const selectMembers = (limit: number, after: { name: string; userId: Uuid } | null) => sql<MemberRow>`
  select ${memberColumns} from membership
  where tenant_id = (select app_tenant()) and removed_at is null
    ${after ? sql`and (name collate "und-x-icu", user_id) > (${after.name} collate "und-x-icu", ${after.userId}::uuid)` : sql``}
  order by name collate "und-x-icu", user_id limit ${limit}`

/** One of the people; null: who is not, or has left. */
export const selectMember = (userId: Uuid) => sql<MemberRow>`
  select ${memberColumns} from membership
  where tenant_id = (select app_tenant()) and user_id = ${userId} and removed_at is null`

export const selectMemberByEmail = (email: string) => sql<{ userId: Uuid }>`
  select user_id as "userId" from membership
  where tenant_id = (select app_tenant()) and email = ${email} and removed_at is null`

/** The person stays until the end of the transaction: whoever removes them waits. */
export const holdMember = (userId: Uuid) => sql<{ userId: Uuid }>`
  select user_id as "userId" from membership
  where tenant_id = (select app_tenant()) and user_id = ${userId} and removed_at is null for share`

/**
 * Locks one of the people, and all administrators: of two that would leave a business without one, the second waits and sees
 * what the first did.
 */
export const lockMemberAndAdmins = (userId: Uuid) => sql<Pick<MemberRow, 'userId' | 'role'>>`
  select user_id as "userId", role from membership
  where tenant_id = (select app_tenant()) and removed_at is null and (user_id = ${userId} or role = 'tenant_admin')
  order by user_id for update`

export const updateRole = (userId: Uuid, role: string) => sql<MemberRow>`
  update membership set role = ${role} where tenant_id = (select app_tenant()) and user_id = ${userId}
  returning ${memberColumns}`

export const markRemoved = (userId: Uuid) => sql`
  update membership set removed_at = now() where tenant_id = (select app_tenant()) and user_id = ${userId}`

export const deleteRefreshTokens = (userId: Uuid) => sql`
  delete from refresh_token where tenant_id = (select app_tenant()) and user_id = ${userId}`

/** People who work here, and those who may still accept an invitation. */
export const countSeats = () => sql<{ count: number }>`
  select (select count(*) from membership where tenant_id = (select app_tenant()) and removed_at is null)::float8
    + (select count(*) from invitation where tenant_id = (select app_tenant()) and accepted_at is null
      and revoked_at is null and expires_at > now())::float8 as count`

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
  suspendedReason: string | null
  suspendedAt: Date | null
}

/** The businesses of a person; the one they last worked in comes first. */
export const selectAffiliations = (userId: Uuid) => sql<Affiliation>`
  select m.tenant_id as "tenantId", t.name as "tenantName", m.role, t.status,
    t.suspended_reason as "suspendedReason", t.suspended_at as "suspendedAt"
  from membership m join tenant t on t.id = m.tenant_id
  left join lateral (
    select max(r.id::text) as last from refresh_token r where r.user_id = m.user_id and r.tenant_id = m.tenant_id
  ) used on true
  where m.user_id = ${userId} and m.removed_at is null order by used.last desc nulls last, m.created_at, m.tenant_id`

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

export const markVerified = (userId: Uuid) => sql`
  update auth_user set email_verified = true, updated_at = now() where id = ${userId} and not email_verified`
