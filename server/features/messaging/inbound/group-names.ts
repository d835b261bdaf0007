import type { Tx } from '../../../platform/db/index.ts'
import { type NewEvent, newEvent } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { MESSAGING_EVENTS } from '../events.ts'
import type { GroupFact } from './delivery-facts.ts'
import { type GroupName, keepGroupNames, type RenamedGroup, selectNamed } from './group-names.sql.ts'

/** The newest name of each group in these deliveries. */
export function newestNames(facts: readonly GroupFact[]): GroupName[] {
  const named = facts.filter(({ group }) => group.name.trim() !== '')
  const byGroup = Map.groupBy(named, ({ channelId, group }) => `${channelId} ${group.id}`)
  return [...byGroup.values()].map(told => {
    const { channelId, group } = told.reduce((one, other) => (other.group.at < one.group.at ? one : other))
    return { channelId, groupKey: group.id, name: group.name.trim().slice(0, LONGEST), at: group.at }
  })
}

/** WhatsApp's own limit is much lower. */
const LONGEST = 200

/** Conversations that are about to get a new name. Asks the database nothing when no group is named. */
export const conversationsNamed = async (tx: Tx, names: readonly GroupName[]): Promise<Uuid[]> =>
  names.length > 0 ? (await tx.rows(selectNamed(names))).map(row => row.id) : []

/**
 * Stores the names of groups, also of groups without a conversation. The caller has locked the conversations that
 * exist. Returns `conversation.updated` of those that were renamed.
 */
export async function nameGroups(tx: Tx, names: readonly GroupName[]): Promise<NewEvent[]> {
  return names.length > 0 ? (await tx.rows(keepGroupNames(tx.tenantId, names))).map(renamedEvent) : []
}

export function renamedEvent({ id, groupKey, groupName, groupNameBefore }: RenamedGroup): NewEvent {
  const data = {
    changed: { group: { id: groupKey, name: groupName } },
    before: { group: { id: groupKey, name: groupNameBefore } },
  }
  return newEvent(MESSAGING_EVENTS['conversation.updated'], id, { kind: 'system' }, data)
}
