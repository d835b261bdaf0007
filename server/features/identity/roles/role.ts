import type { Tx } from '../../../platform/db/index.ts'
import { AppError } from '../../../platform/errors/index.ts'
import { emit, newEvent } from '../../../platform/events/index.ts'
import { actorOf, type Permission, type Principal } from '../../../platform/http/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import { ERRORS } from '../errors.ts'
import { IDENTITY_EVENTS } from '../events.ts'
import { exceeding, type GivenRole, type MemberRole, permissionsOf, permissionsOfRow } from '../members/permissions.ts'
import {
  countRoles,
  holdRole,
  insertRole,
  lockRole,
  markRoleRemoved,
  type OwnRole,
  roleInUse,
  selectRole,
  selectRoles,
  updateRoleText,
} from './role.sql.ts'

/** More than a business needs. */
const MOST_ROLES = 100

export interface RoleInput {
  name: string
  permissions: Permission[]
}

/** One page by name, with one row more than `limit` when there is another page. */
export const pageOfRoles = (tx: Tx, after: string | null, limit: number): Promise<OwnRole[]> =>
  tx.rows(selectRoles(limit + 1, after))

/** @throws NOT_FOUND */
export const getRole = (tx: Tx, id: Uuid): Promise<OwnRole> => tx.one(selectRole(id))

/** Refuses to give what the giver may not do. Throws ROLE_EXCEEDS with the permissions. */
export function mustNotExceed(giver: Pick<Principal, 'permissions'>, given: Iterable<Permission>): void {
  const refused = exceeding(giver.permissions, given)
  if (refused.length > 0) throw new AppError(ERRORS.ROLE_EXCEEDS, { details: { permissions: refused } })
}

/** A role as a membership or an invitation has it. */
export interface HeldRole {
  role: MemberRole
  roleId: Uuid | null
  /** Of an own role. */
  roleName: string | null
}

/**
 * The role that somebody is to have, as it is now; until the transaction ends nobody changes it. Throws NOT_FOUND, and
 * ROLE_EXCEEDS when it may more than the giver.
 */
export async function roleToGive(tx: Tx, giver: Principal, given: GivenRole): Promise<HeldRole> {
  if ('role' in given) {
    mustNotExceed(giver, permissionsOf(given.role))
    return { role: given.role, roleId: null, roleName: null }
  }
  const { name, permissions } = await tx.one(holdRole(given.roleId))
  mustNotExceed(giver, permissionsOfRow('own', permissions))
  return { role: 'own', roleId: given.roleId, roleName: name }
}

/** @throws ROLE_NAME_TAKEN, ROLES_FULL, ROLE_EXCEEDS */
export async function addRole(tx: Tx, { name, permissions }: RoleInput, by: Principal): Promise<OwnRole> {
  mustNotExceed(by, permissions)
  if ((await tx.one(countRoles())).count >= MOST_ROLES) throw new AppError(ERRORS.ROLES_FULL)
  const row = { id: newId(), name, permissions: sorted(permissions) }
  if (!(await tx.maybe(insertRole(tx.tenantId, row)))) throw new AppError(ERRORS.ROLE_NAME_TAKEN)
  const data = { name, permissions: row.permissions }
  await emit(tx, [newEvent(IDENTITY_EVENTS['role.created'], row.id, actorOf(by), data)])
  return await getRole(tx, row.id)
}

/**
 * Changes what a role is called, or may; the caller ends what is known of rights. Throws NOT_FOUND, ROLE_NAME_TAKEN, and
 * ROLE_EXCEEDS when it may, before or after, more than who changes it.
 */
export async function changeRole(tx: Tx, id: Uuid, patch: Partial<RoleInput>, by: Principal): Promise<OwnRole> {
  const before = await tx.one(lockRole(id))
  const after = {
    ...before,
    ...(patch.name && { name: patch.name }),
    permissions: sorted(patch.permissions ?? before.permissions),
  }
  mustNotExceed(by, permissionsOfRow('own', [...before.permissions, ...after.permissions]))
  await tx.run(updateRoleText(after)).catch(refuseNamesake)
  const told = ({ name, permissions }: Pick<OwnRole, 'name' | 'permissions'>) => ({ name, permissions })
  const data = { ...told(after), before: told(before) }
  await emit(tx, [newEvent(IDENTITY_EVENTS['role.updated'], id, actorOf(by), data)])
  return await getRole(tx, id)
}

/** Throws NOT_FOUND, ROLE_IN_USE, ROLE_EXCEEDS. */
export async function removeRole(tx: Tx, id: Uuid, by: Principal): Promise<void> {
  const { name, permissions } = await tx.one(lockRole(id))
  mustNotExceed(by, permissionsOfRow('own', permissions))
  if ((await tx.one(roleInUse(id))).used) throw new AppError(ERRORS.ROLE_IN_USE)
  await tx.run(markRoleRemoved(id))
  await emit(tx, [newEvent(IDENTITY_EVENTS['role.removed'], id, actorOf(by), { name })])
}

const sorted = <T extends string>(permissions: readonly T[]): T[] => [...new Set(permissions)].sort()

/** The unique index decides, so of two at once one is refused. */
function refuseNamesake(error: unknown): never {
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (code === '23505' && constraint === 'role_name') throw new AppError(ERRORS.ROLE_NAME_TAKEN, { cause: error })
  throw error
}
