import type { Permission } from '../../../platform/http/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** The roles of a person in a business. */
export const ROLES = ['tenant_admin', 'agent', 'billing_admin', 'viewer'] as const
export type Role = (typeof ROLES)[number]
/** The same, and those that a business has made itself: `own`, with the id of the role. */
export const MEMBER_ROLES = [...ROLES, 'own'] as const
export type MemberRole = (typeof MEMBER_ROLES)[number]
/** The role that somebody is to have: one of those that are there from the start, or an own one. */
export type GivenRole = { role: Role } | { roleId: Uuid }

const READS = [
  'tenant:read',
  'users:read',
  'channels:read',
  'contacts:read',
  'conversations:read',
  'catalog:read',
  'orders:read',
] as const satisfies Permission[]

/** Every permission that a route may ask for. */
export const PERMISSIONS = [
  ...READS,
  'tenant:write',
  'api_keys:read',
  'api_keys:write',
  'users:write',
  'channels:write',
  'contacts:write',
  'conversations:write',
  'catalog:write',
  'orders:write',
  'simulator:write',
  'operations:read',
  'operations:write',
  'events:read',
  'audit:read',
  'webhooks:read',
  'webhooks:write',
] as const satisfies Permission[]

const BY_ROLE: Record<Role, readonly Permission[]> = {
  tenant_admin: PERMISSIONS,
  agent: [...READS, 'contacts:write', 'conversations:write', 'orders:write', 'simulator:write'],
  billing_admin: ['tenant:read'],
  viewer: READS,
}

/** What an operator of the platform is in a business that they entered to look. */
export const VISITOR = 'visitor'

const SETS = new Map<string, ReadonlySet<Permission>>([
  ...ROLES.map(role => [role, new Set(BY_ROLE[role])] as const),
  [VISITOR, new Set(PERMISSIONS.filter(permission => permission.endsWith(':read')))],
])
const NONE: ReadonlySet<Permission> = new Set()

/** The permissions of a role; none for a role that we do not know. */
export const permissionsOf = (role: string): ReadonlySet<Permission> => SETS.get(role) ?? NONE

/** The permissions of a membership: of an own role what its row says, as far as this program knows it. */
export const permissionsOfRow = (role: string, own: readonly string[] | null): ReadonlySet<Permission> =>
  role === 'own' ? new Set(PERMISSIONS.filter(permission => own?.includes(permission))) : permissionsOf(role)

/** What of `given` somebody with these permissions may not do themselves. */
export const exceeding = (mine: ReadonlySet<Permission>, given: Iterable<Permission>): Permission[] =>
  [...given].filter(permission => !mine.has(permission))
