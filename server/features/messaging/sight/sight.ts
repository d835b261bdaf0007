import type { Sight } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** Who looks: without `sight` they see all conversations. */
export interface Viewer {
  id?: Uuid | null
  sight?: Sight
}

/** Whose a conversation is. */
export interface Belonging {
  assigneeId: Uuid | null
  teamId: Uuid | null
}

/**
 * Whether somebody sees a conversation: one that is assigned to them always; with `team` also those of their teams,
 * whoever has them there. What belongs to no team and to nobody is seen by those who see all. The same rule as `seenBy`.
 */
export function sees({ id, sight }: Viewer, { assigneeId, teamId }: Belonging): boolean {
  if (!sight || (id && assigneeId === id)) return true
  return sight.of === 'team' && teamId !== null && sight.teamIds.includes(teamId)
}
