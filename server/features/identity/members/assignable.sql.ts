import { sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** What somebody can take on. */
export interface Abilities {
  /** Null: as the role has it. */
  takesConversations: boolean | null
  /** Null: as many as the business allows. */
  capacity: number | null
  skills: string[]
  languages: string[]
}

export interface AssignableRow extends Pick<Abilities, 'capacity' | 'skills' | 'languages'> {
  userId: Uuid
  teams: Uuid[]
}

export const selectAssignable = (userIds: readonly Uuid[]) => sql<AssignableRow>`
  select user_id as "userId", capacity, skills, languages, array(
    select tm.team_id::text from team_member tm where tm.tenant_id = membership.tenant_id and tm.user_id = membership.user_id
  ) as teams
  from membership
  where tenant_id = (select app_tenant()) and user_id = any(${uuids(userIds)}) and removed_at is null
    and coalesce(takes_conversations, role = 'agent') and (role in ('tenant_admin', 'agent') or exists (
      select from role r where r.tenant_id = membership.tenant_id and r.id = membership.role_id
        and 'conversations:write' = any(r.permissions)))
  order by user_id`

/** Waits for nobody: who is being changed at this moment is not found. */
export const claimMemberRow = (userId: Uuid) => sql<{ userId: Uuid }>`
  select user_id as "userId" from membership
  where tenant_id = (select app_tenant()) and user_id = ${userId} and removed_at is null for no key update skip locked`

/** Somebody to write to. */
export interface Addressee {
  userId: Uuid
  name: string
  email: string
}

export const selectAddressees = (userIds: readonly Uuid[]) => sql<Addressee>`
  select user_id as "userId", name, email from membership
  where tenant_id = (select app_tenant()) and user_id = any(${uuids(userIds)}) and removed_at is null order by user_id`

export const lockAbilities = (userId: Uuid) => sql<Abilities>`
  select takes_conversations as "takesConversations", capacity, skills, languages from membership
  where tenant_id = (select app_tenant()) and user_id = ${userId} and removed_at is null for no key update`

export const updateAbilities = (userId: Uuid, { takesConversations, capacity, skills, languages }: Abilities) => sql`
  update membership set takes_conversations = ${takesConversations}, capacity = ${capacity}, skills = ${skills}::text[],
    languages = ${languages}::text[]
  where tenant_id = (select app_tenant()) and user_id = ${userId}`
