import type { Actor } from '../../platform/events/index.ts'
import type { Principal } from '../../platform/http/index.ts'

/** Who did it, for history and the event log. */
export const actorOf = (principal: Principal): Actor => ({ kind: principal.kind, id: principal.id })
