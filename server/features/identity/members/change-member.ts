import type { Tx } from '../../../platform/db/index.ts'
import { AppError, notFound } from '../../../platform/errors/index.ts'
import { type Actor, emit, newEvent } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { ERRORS } from '../errors.ts'
import { IDENTITY_EVENTS } from '../events.ts'
import { originOf } from '../security-events.ts'
import { deleteRefreshTokens, lockMemberAndAdmins, markRemoved, selectMember, updateRole } from './member.sql.ts'
import type { Member } from './member.ts'
import type { Role } from './permissions.ts'
import type { Client } from './person.ts'

/** Gives somebody another role. Throws NOT_FOUND, LAST_ADMIN. The caller ends what is known of their rights. */
export async function changeRole(tx: Tx, userId: Uuid, role: Role, actor: Actor, client: Client): Promise<Member> {
  const before = await lockForChange(tx, userId, role)
  if (before === role) return (await tx.one(selectMember(userId))) as Member
  const member = (await tx.one(updateRole(userId, role))) as Member
  const data = { role, before, ...originOf(client) }
  await emit(tx, [newEvent(IDENTITY_EVENTS['member.role_changed'], userId, actor, data)])
  return member
}

/**
 * Takes somebody out of the business: their tokens for it open nothing any more, and features on the right return what they
 * had. Throws NOT_FOUND, LAST_ADMIN. The caller ends what is known of their rights.
 */
export async function removeMember(tx: Tx, userId: Uuid, actor: Actor, client: Client): Promise<void> {
  const role = await lockForChange(tx, userId, null)
  await tx.run(markRemoved(userId))
  await tx.run(deleteRefreshTokens(userId))
  await emit(tx, [newEvent(IDENTITY_EVENTS['member.removed'], userId, actor, { role, ...originOf(client) })])
}

/** @returns the role of before. Throws when nobody would be left who may change members. */
async function lockForChange(tx: Tx, userId: Uuid, next: Role | null): Promise<Role> {
  const rows = await tx.rows(lockMemberAndAdmins(userId))
  const member = rows.find(row => row.userId === userId)
  if (!member) throw notFound()
  const others = rows.filter(row => row.role === 'tenant_admin' && row !== member)
  const loses = member.role === 'tenant_admin' && next !== 'tenant_admin'
  if (loses && others.length === 0) throw new AppError(ERRORS.LAST_ADMIN)
  return member.role as Role
}
