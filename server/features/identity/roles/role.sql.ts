import { sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** A role that a business has made itself. */
export interface OwnRole {
  id: Uuid
  name: string
  permissions: string[]
  memberCount: number
  createdAt: Date
}

const columns = sql`r.id, r.name, r.permissions, r.created_at as "createdAt",
  (select count(*) from membership m
    where m.tenant_id = r.tenant_id and m.role_id = r.id and m.removed_at is null)::float8 as "memberCount"`

const BY_NAME = sql`lower(r.name) collate "und-x-icu"`

/** By name, which no two roles share; `after` is the last name of the page before. */
export const selectRoles = (limit: number, after: string | null) => sql<OwnRole>`
  select ${columns} from role r
  where r.tenant_id = (select app_tenant()) and r.removed_at is null
    ${after === null ? sql`` : sql`and ${BY_NAME} > lower(${after}) collate "und-x-icu"`}
  order by ${BY_NAME} limit ${limit}`

export const selectRole = (id: Uuid) => sql<OwnRole>`
  select ${columns} from role r where r.tenant_id = (select app_tenant()) and r.id = ${id} and r.removed_at is null`

export const lockRole = (id: Uuid) => sql<Pick<OwnRole, 'id' | 'name' | 'permissions'>>`
  select id, name, permissions from role
  where tenant_id = (select app_tenant()) and id = ${id} and removed_at is null for update`

/** The role stays as it is until the end of the transaction: whoever changes or removes it waits. */
export const holdRole = (id: Uuid) => sql<Pick<OwnRole, 'name' | 'permissions'>>`
  select name, permissions from role
  where tenant_id = (select app_tenant()) and id = ${id} and removed_at is null for share`

export const countRoles = () => sql<{ count: number }>`
  select count(*)::float8 as count from role where tenant_id = (select app_tenant()) and removed_at is null`

type RoleText = Pick<OwnRole, 'id' | 'name'> & { permissions: readonly string[] }

/** Nothing when another role has the name. */
export const insertRole = (tenantId: Uuid, row: RoleText) => sql<{ id: Uuid }>`
  insert into role (tenant_id, id, name, permissions)
  values (${tenantId}, ${row.id}, ${row.name}, ${row.permissions}::text[]) on conflict do nothing returning id`

export const updateRoleText = (row: RoleText) => sql`
  update role set name = ${row.name}, permissions = ${row.permissions}::text[], updated_at = now()
  where tenant_id = (select app_tenant()) and id = ${row.id}`

/** Whether somebody has the role, or is invited with it. */
export const roleInUse = (id: Uuid) => sql<{ used: boolean }>`
  select exists (select from membership
      where tenant_id = (select app_tenant()) and role_id = ${id} and removed_at is null)
    or exists (select from invitation where tenant_id = (select app_tenant()) and role_id = ${id}
      and accepted_at is null and revoked_at is null and expires_at > now()) as used`

export const markRoleRemoved = (id: Uuid) => sql`
  update role set removed_at = now() where tenant_id = (select app_tenant()) and id = ${id}`
