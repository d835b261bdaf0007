import { type RawBuilder, sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { hasFactor } from '../two-factor/two-factor.sql.ts'
import type { Abilities } from './assignable.sql.ts'

export interface MemberRow extends Abilities {
  userId: Uuid
  name: string
  email: string
  role: string
  roleId: Uuid | null
  /** Of an own role. */
  roleName: string | null
  /** Which conversations they may see; an administrator sees all, whatever stands here. */
  visibility: string
  createdAt: Date
  /** Signing in takes them more than a password. */
  twoFactor: boolean
  /** The name of their picture. */
  avatar: string | null
}

/** The name of an own role, in statements about one table. */
export const nameOfOwnRole = (table: RawBuilder<unknown>) => sql`(
  select r.name from role r where r.tenant_id = ${table}.tenant_id and r.id = ${table}.role_id)`

/** What an own role may do, part of a statement; null for the others. */
export const permissionsOfOwn = (
  membership: RawBuilder<unknown>,
) => sql`case when ${membership}.role_id is not null then (
    select r.permissions from role r where r.tenant_id = ${membership}.tenant_id and r.id = ${membership}.role_id) end`

const memberColumns = sql`user_id as "userId", membership.name, email, role, role_id as "roleId",
  ${nameOfOwnRole(sql`membership`)} as "roleName", visibility, created_at as "createdAt",
  takes_conversations as "takesConversations", capacity, skills, languages, two_factor as "twoFactor", avatar`

/** Also for who has left and comes back. Nobody who works there already is changed: then no row is written. */
export const insertMember = (
  tenantId: Uuid,
  row: Pick<MemberRow, 'userId' | 'name' | 'email' | 'role'> & { roleId?: Uuid | null },
) => sql`
  insert into membership as known (tenant_id, user_id, role, role_id, name, email, two_factor, avatar)
  values (${tenantId}, ${row.userId}, ${row.role}, ${row.roleId ?? null}, ${row.name}, ${row.email},
    ${hasFactor(row.userId)}, (select image from auth_user where id = ${row.userId}))
  on conflict (tenant_id, user_id) do update
    set role = excluded.role, role_id = excluded.role_id, name = excluded.name, email = excluded.email,
      two_factor = excluded.two_factor, avatar = excluded.avatar, visibility = default, created_at = now(), removed_at = null
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
export const lockMemberAndAdmins = (userId: Uuid) => sql<
  Pick<MemberRow, 'userId' | 'role' | 'roleId'> & { rolePermissions: string[] | null }
>`
  select user_id as "userId", role, role_id as "roleId", ${permissionsOfOwn(sql`membership`)} as "rolePermissions"
  from membership
  where tenant_id = (select app_tenant()) and removed_at is null and (user_id = ${userId} or role = 'tenant_admin')
  order by user_id for update`

export const updateRole = (userId: Uuid, role: string, roleId: Uuid | null) => sql<MemberRow>`
  update membership set role = ${role}, role_id = ${roleId} where tenant_id = (select app_tenant()) and user_id = ${userId}
  returning ${memberColumns}`

export const updateVisibility = (userId: Uuid, visibility: string) => sql<MemberRow>`
  update membership set visibility = ${visibility} where tenant_id = (select app_tenant()) and user_id = ${userId}
  returning ${memberColumns}`

/** The teams of somebody, part of a statement; read only for whom they count. */
export const teamIdsOf = (
  membership: RawBuilder<unknown>,
) => sql`case when ${membership}.visibility = 'team' then array(
    select tm.team_id from team_member tm
    where tm.tenant_id = ${membership}.tenant_id and tm.user_id = ${membership}.user_id order by tm.team_id) end`

/** What a membership says of what its person sees. */
export interface VisibilityRow {
  role: string
  visibility: string
  /** Read when they count. */
  teamIds: Uuid[] | null
}

/** What one of the people sees now. */
export const selectVisibility = (userId: Uuid) => sql<VisibilityRow>`
  select m.role, m.visibility, ${teamIdsOf(sql`m`)} as "teamIds" from membership m
  where m.tenant_id = (select app_tenant()) and m.user_id = ${userId} and m.removed_at is null`

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
  /** The name of their picture. */
  image: string | null
}

export const selectUser = (id: Uuid) => sql<UserRow>`
  select id, name, email, email_verified as "emailVerified", locale, system_admin as "systemAdmin", image
  from auth_user where id = ${id}`

export const selectUserByEmail = (email: string) => sql<UserRow>`
  select id, name, email, email_verified as "emailVerified", locale, system_admin as "systemAdmin", image
  from auth_user where email = ${email}`

export const selectLocales = (ids: readonly Uuid[]) => sql<{ id: Uuid; locale: string | null }>`
  select id, locale from auth_user where id = any(${uuids(ids)})`

export const makeSystemAdmin = (id: Uuid) =>
  sql`update auth_user set system_admin = true, updated_at = now() where id = ${id}`

export const markVerified = (userId: Uuid) => sql`
  update auth_user set email_verified = true, updated_at = now() where id = ${userId} and not email_verified`
