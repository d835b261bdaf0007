import { sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { permissionsOfOwn, teamIdsOf } from '../members/member.sql.ts'

/** A session that has not ended, with the person's role in the tenant that the token names. */
export interface SessionRow {
  name: string
  systemAdmin: boolean
  /** Null: not, or no longer, a member of that tenant. */
  role: string | null
  /** Of an own role. */
  rolePermissions: string[] | null
  /** Which conversations they see there; null with the role. */
  visibility: string | null
  /** Their teams, when these count. */
  teamIds: Uuid[] | null
  tenantStatus: string | null
  /** What the operator says to the people of a business that is suspended. */
  suspendedReason: string | null
  suspendedAt: Date | null
  /** The business asks for a second factor, and the person has none. */
  lacksSecondFactor: boolean
  /** An operator may read that tenant for so long; null: they did not enter it. */
  visitMs: number | null
  /** Since the person last proved who they are; told as an age, because our clock may differ from the database's. */
  authenticatedMsAgo: number
}

export const selectSession = (sessionId: Uuid, userId: Uuid, tenantId: Uuid | null) => sql<SessionRow>`
  select u.name, u.system_admin as "systemAdmin", m.role, ${permissionsOfOwn(sql`m`)} as "rolePermissions", m.visibility, ${teamIdsOf(sql`m`)} as "teamIds", t.status as "tenantStatus",
    t.suspended_reason as "suspendedReason", t.suspended_at as "suspendedAt",
    coalesce(t.require_two_factor and not m.two_factor, false) as "lacksSecondFactor",
    extract(epoch from v.until - now())::float8 * 1000 as "visitMs",
    extract(epoch from clock_timestamp() - s.authenticated_at)::float8 * 1000 as "authenticatedMsAgo"
  from auth_session s
  join auth_user u on u.id = s.user_id
  left join membership m on m.user_id = s.user_id and m.tenant_id = ${tenantId}::uuid and m.removed_at is null
  left join tenant t on t.id = m.tenant_id
  left join operator_visit v on u.system_admin and v.session_id = s.id and v.tenant_id = ${tenantId}::uuid and v.until > now()
  where s.id = ${sessionId} and s.user_id = ${userId} and s.expires_at > now()`

export const selectSessionByToken = (token: string) =>
  sql<{ id: Uuid }>`select id from auth_session where token = ${token}`

/** The person of the session has proven who they are. */
export const markAuthenticated = (sessionId: Uuid, userId: Uuid) => sql`
  update auth_session set authenticated_at = clock_timestamp()
  where id = ${sessionId} and user_id = ${userId} and expires_at > now()`

/** Its refresh tokens go with it. */
export const deleteSession = (sessionId: Uuid) => sql`delete from auth_session where id = ${sessionId}`

export const deleteSessionsOf = (userId: Uuid) => sql`delete from auth_session where user_id = ${userId}`

/** How long sessions live. */
export interface SessionTimes {
  /** After the last refresh. */
  idleSeconds: number
  /** After the sign-in, however often they are refreshed. */
  maxSeconds: number
}

export const prolongSession = (sessionId: Uuid, { idleSeconds, maxSeconds }: SessionTimes) => sql`
  update auth_session set updated_at = now(),
    expires_at = least(now() + ${idleSeconds} * interval '1 second', created_at + ${maxSeconds} * interval '1 second')
  where id = ${sessionId}`

export const deleteExpired = () => sql`
  with sessions as (delete from auth_session where expires_at < now() returning 1),
    tokens as (delete from refresh_token where expires_at < now() returning 1)
  select (select count(*) from sessions) + (select count(*) from tokens)`

export interface RefreshRow {
  id: Uuid
  familyId: Uuid
  sessionId: Uuid
  userId: Uuid
  tenantId: Uuid | null
  /** Null: not used yet. */
  usedSecondsAgo: number | null
}

/** Locks the token, so that parallel uses come one after another. Expired tokens and ended sessions give no row. */
export const lockRefreshToken = (hash: Buffer) => sql<RefreshRow>`
  select r.id, r.family_id as "familyId", r.session_id as "sessionId", r.user_id as "userId", r.tenant_id as "tenantId",
    extract(epoch from clock_timestamp() - r.used_at)::float8 as "usedSecondsAgo"
  from refresh_token r join auth_session s on s.id = r.session_id
  where r.token_hash = ${hash} and r.expires_at > now() and s.expires_at > now()
  for update of r`

export const insertRefreshToken = (
  row: Omit<RefreshRow, 'usedSecondsAgo'> & { hash: Buffer } & Pick<SessionTimes, 'idleSeconds'>,
) => sql`
  insert into refresh_token (id, family_id, session_id, user_id, tenant_id, token_hash, expires_at)
  values (${row.id}, ${row.familyId}, ${row.sessionId}, ${row.userId}, ${row.tenantId}, ${row.hash},
    now() + ${row.idleSeconds} * interval '1 second')`

export const markUsed = (id: Uuid) => sql`
  update refresh_token set used_at = clock_timestamp() where id = ${id} and used_at is null`
