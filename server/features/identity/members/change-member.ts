import type { Tx } from '../../../platform/db/index.ts'
import { AppError, notFound } from '../../../platform/errors/index.ts'
import { emit, newEvent } from '../../../platform/events/index.ts'
import { actorOf, type Principal } from '../../../platform/http/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { ERRORS } from '../errors.ts'
import { IDENTITY_EVENTS } from '../events.ts'
import { mustNotExceed, roleToGive } from '../roles/role.ts'
import { originOf } from '../security-events.ts'
import { leaveTeams } from '../teams/team.sql.ts'
import {
  deleteRefreshTokens,
  lockMemberAndAdmins,
  markRemoved,
  selectMember,
  updateRole,
  updateVisibility,
} from './member.sql.ts'
import type { Member } from './member.ts'
import { type GivenRole, type MemberRole, permissionsOfRow } from './permissions.ts'
import type { Client } from './person.ts'
import type { Visibility } from './visibility.ts'

/** What of a member may be changed. */
export interface MemberChange {
  role?: GivenRole
  visibility?: Visibility
}

/** Who changes it, and from where. */
export interface Changer {
  principal: Principal
  client: Client
}

/**
 * Gives somebody another role, or other visibility. The caller ends what is known of their rights.
 *
 * @throws NOT_FOUND, LAST_ADMIN, ROLE_EXCEEDS
 */
export async function changeMember(
  tx: Tx,
  userId: Uuid,
  { role, visibility }: MemberChange,
  by: Changer,
): Promise<Member> {
  if (role) await giveRole(tx, userId, role, by)
  if (visibility) await changeVisibility(tx, userId, visibility, by)
  return (await tx.one(selectMember(userId))) as Member
}

async function changeVisibility(tx: Tx, userId: Uuid, visibility: Visibility, by: Changer): Promise<void> {
  await lockForChange(tx, userId, by)
  const before = (await tx.one(selectMember(userId))).visibility as Visibility
  if (before === visibility) return
  await tx.run(updateVisibility(userId, visibility))
  const data = { visibility, before, ...originOf(by.client) }
  await emit(tx, [newEvent(IDENTITY_EVENTS['member.visibility_changed'], userId, actorOf(by.principal), data)])
}

async function giveRole(tx: Tx, userId: Uuid, given: GivenRole, by: Changer): Promise<void> {
  const { role, roleId } = await roleToGive(tx, by.principal, given)
  const before = await lockForChange(tx, userId, by, role)
  if (before.role === role && before.roleId === roleId) return
  await tx.run(updateRole(userId, role, roleId))
  const data = {
    role,
    ...(roleId && { roleId }),
    before: before.role,
    ...(before.roleId && { beforeId: before.roleId }),
    ...originOf(by.client),
  }
  await emit(tx, [newEvent(IDENTITY_EVENTS['member.role_changed'], userId, actorOf(by.principal), data)])
}

/**
 * Takes somebody out of the business: their tokens for it open nothing any more, and features on the right return what they
 * had. The caller ends what is known of their rights.
 *
 * @throws NOT_FOUND, LAST_ADMIN, ROLE_EXCEEDS
 */
export async function removeMember(tx: Tx, userId: Uuid, by: Changer): Promise<void> {
  const { role } = await lockForChange(tx, userId, by, null)
  await tx.run(markRemoved(userId))
  await tx.run(leaveTeams(userId))
  await tx.run(deleteRefreshTokens(userId))
  const data = { role, ...originOf(by.client) }
  await emit(tx, [newEvent(IDENTITY_EVENTS['member.removed'], userId, actorOf(by.principal), data)])
}

/**
 * @param next the role that they will have; null: none; left out: the one they have
 * @returns the role of before
 * @throws LAST_ADMIN when nobody would be left who may change members; ROLE_EXCEEDS when they may what the changer may not
 */
async function lockForChange(
  tx: Tx,
  userId: Uuid,
  { principal }: Changer,
  next?: MemberRole | null,
): Promise<{ role: MemberRole; roleId: Uuid | null }> {
  const rows = await tx.rows(lockMemberAndAdmins(userId))
  const member = rows.find(row => row.userId === userId)
  if (!member) throw notFound()
  mustNotExceed(principal, permissionsOfRow(member.role, member.rolePermissions))
  const others = rows.filter(row => row.role === 'tenant_admin' && row !== member)
  const loses = next !== undefined && member.role === 'tenant_admin' && next !== 'tenant_admin'
  if (loses && others.length === 0) throw new AppError(ERRORS.LAST_ADMIN)
  return { role: member.role as MemberRole, roleId: member.roleId }
}
