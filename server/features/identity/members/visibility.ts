import type { Tx } from '../../../platform/db/index.ts'
import type { Actor, LimitedVisibility } from '../../../platform/events/index.ts'
import { selectVisibility, type VisibilityRow } from './member.sql.ts'

/** Which conversations a member may see: those assigned to them, those of their teams as well, or all. */
export const VISIBILITIES = ['own', 'team', 'all'] as const
export type Visibility = (typeof VISIBILITIES)[number]

/** What somebody sees by their membership; undefined: all conversations. An administrator always sees all. */
export function limitedVisibility({ role, visibility, teamIds }: VisibilityRow): LimitedVisibility | undefined {
  if (role === 'tenant_admin' || visibility === 'all') return undefined
  return visibility === 'team' ? { of: 'team', teamIds: teamIds ?? [] } : { of: 'own', teamIds: [] }
}

/** What counts of a membership: an administrator sees all whatever it says. */
export const visibilityOf = ({ role, visibility }: Omit<VisibilityRow, 'teamIds'>): Visibility =>
  role === 'tenant_admin' ? 'all' : (visibility as Visibility)

/**
 * The actor with what they see now, for work that goes on after their request: it may have changed. Who has left sees
 * what is assigned to them, which is nothing.
 */
export async function withVisibility(tx: Tx, actor: Actor): Promise<Actor> {
  if (actor.kind !== 'user' || !actor.id) return actor
  const row = await tx.maybe(selectVisibility(actor.id))
  const visibility = row ? limitedVisibility(row) : ({ of: 'own', teamIds: [] } as const)
  return { ...actor, ...(visibility && { visibility }) }
}
