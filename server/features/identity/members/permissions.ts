import type { Permission } from '../../../platform/http/index.ts'

/** The roles of a person in a business. */
export const ROLES = ['tenant_admin', 'agent', 'billing_admin', 'viewer'] as const
export type Role = (typeof ROLES)[number]

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
