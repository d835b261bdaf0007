import { sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { nameOfOwnRole } from '../members/member.sql.ts'

export interface InvitationRow {
  id: Uuid
  tenantId: Uuid
  email: string
  name: string | null
  role: string
  roleId: Uuid | null
  /** Of an own role. */
  roleName: string | null
  locale: string
  byMail: boolean
  invitedBy: Uuid
  createdAt: Date
  expiresAt: Date
  expired: boolean
}

const columns = sql`id, tenant_id as "tenantId", email, invitation.name, role, role_id as "roleId",
  ${nameOfOwnRole(sql`invitation`)} as "roleName", locale, by_mail as "byMail",
  invited_by as "invitedBy", created_at as "createdAt", expires_at as "expiresAt", expires_at <= now() as expired`
/** Neither accepted nor taken back; it may have expired. */
const open = sql`accepted_at is null and revoked_at is null`

export type NewInvitationRow = Omit<InvitationRow, 'roleName' | 'createdAt' | 'expiresAt' | 'expired'> & {
  tokenHash: Buffer
}

export const insertInvitation = (row: NewInvitationRow, days: number) => sql<InvitationRow>`
  insert into invitation (tenant_id, id, email, name, role, role_id, locale, token_hash, by_mail, invited_by, expires_at)
  values (${row.tenantId}, ${row.id}, ${row.email}, ${row.name}, ${row.role}, ${row.roleId}, ${row.locale}, ${row.tokenHash},
    ${row.byMail}, ${row.invitedBy}, now() + ${days} * interval '1 day')
  returning ${columns}`

/** The newest first; `before` is the last id of the page before. */
export const selectInvitations = (limit: number, before: Uuid | null) => sql<InvitationRow>`
  select ${columns} from invitation where tenant_id = (select app_tenant()) and ${open}
    ${before ? sql`and id < ${before}` : sql``} order by id desc limit ${limit}`

export const lockInvitation = (id: Uuid) => sql<InvitationRow>`
  select ${columns} from invitation where tenant_id = (select app_tenant()) and id = ${id} and ${open} for update`

export const lockInvitationFor = (email: string) => sql<InvitationRow>`
  select ${columns} from invitation where tenant_id = (select app_tenant()) and email = ${email} and ${open} for update`

export const markRevoked = (id: Uuid) => sql`
  update invitation set revoked_at = now() where tenant_id = (select app_tenant()) and id = ${id}`

export const renewToken = (id: Uuid, tokenHash: Buffer, byMail: boolean, days: number) => sql<InvitationRow>`
  update invitation set token_hash = ${tokenHash}, by_mail = ${byMail}, expires_at = now() + ${days} * interval '1 day'
  where tenant_id = (select app_tenant()) and id = ${id} returning ${columns}`

/** By its link, in the system role: the tenant is not known yet. */
export const selectByToken = (tokenHash: Buffer) => sql<InvitationRow>`
  select ${columns} from invitation where token_hash = ${tokenHash} and ${open} and expires_at > now()`

/** Of several that accept at once one gets the row; the others wait, and then find it accepted. */
export const takeByToken = (tokenHash: Buffer) => sql<InvitationRow>`
  update invitation set accepted_at = now() where token_hash = ${tokenHash} and ${open} and expires_at > now()
  returning ${columns}`

export const setAcceptedBy = (tenantId: Uuid, id: Uuid, userId: Uuid) => sql`
  update invitation set accepted_by = ${userId} where tenant_id = ${tenantId} and id = ${id}`

export const deleteOldInvitations = (days: number) => sql`
  delete from invitation where expires_at < now() - ${days} * interval '1 day'`

export const selectNameOf = (userId: Uuid, tenantId: Uuid) => sql<{ name: string }>`
  select name from membership where tenant_id = ${tenantId} and user_id = ${userId}`
