import { sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** A group of people to whom conversations are routed. */
export interface Team {
  id: Uuid
  name: string
  memberCount: number
  createdAt: Date
}

const columns = sql`t.id, t.name, t.created_at as "createdAt",
  (select count(*) from team_member m where m.tenant_id = t.tenant_id and m.team_id = t.id)::float8 as "memberCount"`

const BY_NAME = sql`lower(t.name) collate "und-x-icu"`

/** By name, which no two teams share; `after` is the last name of the page before. */
export const selectTeams = (limit: number, after: string | null) => sql<Team>`
  select ${columns} from team t
  where t.tenant_id = (select app_tenant()) and t.removed_at is null
    ${after === null ? sql`` : sql`and ${BY_NAME} > lower(${after}) collate "und-x-icu"`}
  order by ${BY_NAME} limit ${limit}`

export const selectTeam = (id: Uuid) => sql<Team>`
  select ${columns} from team t where t.tenant_id = (select app_tenant()) and t.id = ${id} and t.removed_at is null`

/** The team stays until the end of the transaction: whoever removes it waits. */
export const holdTeam = (id: Uuid) => sql<{ id: Uuid }>`
  select id from team where tenant_id = (select app_tenant()) and id = ${id} and removed_at is null for key share`

export const lockTeam = (id: Uuid) => sql<{ id: Uuid; name: string }>`
  select id, name from team where tenant_id = (select app_tenant()) and id = ${id} and removed_at is null for update`

export const countTeams = () => sql<{ count: number }>`
  select count(*)::float8 as count from team where tenant_id = (select app_tenant()) and removed_at is null`

/** Nothing when another team has the name. */
export const insertTeam = (tenantId: Uuid, row: { id: Uuid; name: string }) => sql<{ id: Uuid }>`
  insert into team (tenant_id, id, name) values (${tenantId}, ${row.id}, ${row.name}) on conflict do nothing returning id`

export const updateTeamName = (id: Uuid, name: string) => sql`
  update team set name = ${name} where tenant_id = (select app_tenant()) and id = ${id}`

export const markTeamRemoved = (id: Uuid) => sql`
  update team set removed_at = now() where tenant_id = (select app_tenant()) and id = ${id}`

/** Also of teams that are no more. */
export const selectTeamNames = (ids: readonly Uuid[]) => sql<{ id: Uuid; name: string }>`
  select id, name from team where tenant_id = (select app_tenant()) and id = any(${uuids(ids)})`

export interface TeamMemberRow {
  userId: Uuid
  name: string
  joinedAt: Date
}

export const selectTeamMembers = (teamId: Uuid, limit: number, after: Uuid | null) => sql<TeamMemberRow>`
  select tm.user_id as "userId", m.name, tm.created_at as "joinedAt"
  from team_member tm join membership m on m.tenant_id = tm.tenant_id and m.user_id = tm.user_id
  where tm.tenant_id = (select app_tenant()) and tm.team_id = ${teamId} and (${after}::uuid is null or tm.user_id > ${after}::uuid)
  order by tm.user_id limit ${limit}`

export const insertTeamMember = (tenantId: Uuid, teamId: Uuid, userId: Uuid) => sql`
  insert into team_member (tenant_id, team_id, user_id) values (${tenantId}, ${teamId}, ${userId}) on conflict do nothing`

export const deleteTeamMember = (teamId: Uuid, userId: Uuid) => sql`
  delete from team_member where tenant_id = (select app_tenant()) and team_id = ${teamId} and user_id = ${userId}`

/** @returns who was in it */
export const emptyTeam = (teamId: Uuid) => sql<{ userId: Uuid }>`
  delete from team_member where tenant_id = (select app_tenant()) and team_id = ${teamId} returning user_id as "userId"`

/** Somebody leaves all teams, with the business. */
export const leaveTeams = (userId: Uuid) => sql`
  delete from team_member where tenant_id = (select app_tenant()) and user_id = ${userId}`
