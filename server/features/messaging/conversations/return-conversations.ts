import type { Tx } from '../../../platform/db/index.ts'
import type { PutOffEvent, StoredEvent } from '../../../platform/events/index.ts'
import type { IDENTITY_EVENTS } from '../../identity/index.ts'
import { selectAssigned, selectRouted } from './conversation.sql.ts'
import { patchConversation } from './conversation.ts'

/** So many in one transaction; it goes on with the next one. */
const BATCH = 100

type Removed = StoredEvent<(typeof IDENTITY_EVENTS)['member.removed']>

/** What somebody had who does not work here any more goes back to the queue; the log of each conversation says from whom. */
export async function returnConversations(tx: Tx, events: readonly Removed[]): Promise<PutOffEvent[]> {
  const later: PutOffEvent[] = []
  for (const { id: eventId, aggregateId } of events) {
    const rows = await tx.rows(selectAssigned(aggregateId, BATCH))
    // In the order in which everybody locks several.
    for (const { id } of rows.toSorted((one, other) => (one.id < other.id ? -1 : 1)))
      await patchConversation(tx, id, { assigneeId: null }, { kind: 'system' })
    if (rows.length === BATCH) later.push({ eventId, seconds: 0 })
  }
  return later
}

type TeamRemoved = StoredEvent<(typeof IDENTITY_EVENTS)['team.removed']>

/** What was routed to a team that is no more belongs to no team from now on. */
export async function unrouteConversations(tx: Tx, events: readonly TeamRemoved[]): Promise<PutOffEvent[]> {
  const later: PutOffEvent[] = []
  for (const { id: eventId, aggregateId } of events) {
    const rows = await tx.rows(selectRouted(aggregateId, BATCH))
    for (const { id } of rows.toSorted((one, other) => (one.id < other.id ? -1 : 1)))
      await patchConversation(tx, id, { teamId: null }, { kind: 'system' })
    if (rows.length === BATCH) later.push({ eventId, seconds: 0 })
  }
  return later
}
