import { useTranslation } from 'react-i18next'
import type { Role } from '../../../lib/api/types.ts'
import { useOwnRoles } from '../../../lib/session/roles.ts'
import { BUILT_IN } from './given-role.ts'

/** The choices of a role, for a `select`. */
export function RoleOptions() {
  const { t } = useTranslation()
  const own = useOwnRoles()
  return (
    <>
      {BUILT_IN.map(role => (
        <option key={role} value={role}>
          {t(`team.role.${role}`)}
        </option>
      ))}
      {own.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </>
  )
}

/** The name of the role that somebody has, or is invited with. */
export function useRoleName(): (held: { role: Role; ownRole: { name: string } | null }) => string {
  const { t } = useTranslation()
  return ({ role, ownRole }) => ownRole?.name || t(`team.role.${role}`)
}
