export { keyNames } from './api-keys/api-key.ts'
export { API_KEY_ERRORS } from './api-keys/errors.ts'
export { ERRORS as IDENTITY_ERRORS } from './errors.ts'
export { IDENTITY_EVENTS } from './events.ts'
export type { Addressee } from './members/assignable.sql.ts'
export { assignableMembers, claimMember } from './members/assignable.ts'
export {
  addMember,
  addresseesOf,
  holdsMember,
  listMembers,
  type Member,
  memberName,
  memberNames,
  personLocales,
} from './members/member.ts'
export { PERMISSIONS, permissionsOf, ROLES, type Role } from './members/permissions.ts'
export { type Visibility, withVisibility } from './members/visibility.ts'
export { skills } from './schema.ts'
export { type Authenticator, createAuthenticator } from './sessions/authenticator.ts'
export { SESSION_TOPIC, type SessionEnd } from './sessions/session.ts'
export { ensureSystemAdmin } from './system-admin.ts'
export { holdsTeam, teamNames } from './teams/team.ts'
