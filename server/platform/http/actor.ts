import type { Actor } from '../events/define.ts'
import type { Principal } from './access.ts'

/** Who did it, for history and the event log. */
export const actorOf = ({ kind, id, simulatorOnly, visibility }: Principal): Actor => ({
  kind,
  id,
  ...(simulatorOnly && { simulatorOnly }),
  ...(visibility && { visibility }),
})
