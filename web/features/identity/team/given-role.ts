import type { Member, Role } from '../../../lib/api/types.ts'

/** Roles that are there from the start. */
export const BUILT_IN = ['tenant_admin', 'agent', 'billing_admin', 'viewer'] as const satisfies Role[]
export type BuiltIn = (typeof BUILT_IN)[number]

/** The role that somebody is to have, as the API takes it. */
export type GivenRole = { role: BuiltIn } | { roleId: string }

/** From a form: a word for those that are always there, an id for own ones. */
export const givenOf = (value: string): GivenRole =>
  BUILT_IN.includes(value as BuiltIn) ? { role: value as BuiltIn } : { roleId: value }

/** The value in such a form of the role that somebody has. */
export const heldBy = ({ role, ownRole }: Pick<Member, 'role' | 'ownRole'>): string => ownRole?.id ?? role
