import type { LimitedVisibility } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** Who looks: without `visibility` they see all conversations. */
export interface Viewer {
  id?: Uuid | null
  visibility?: LimitedVisibility
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
export function sees({ id, visibility }: Viewer, { assigneeId, teamId }: Belonging): boolean {
  if (!visibility || (id && assigneeId === id)) return true
  return visibility.of === 'team' && teamId !== null && visibility.teamIds.includes(teamId)
}
