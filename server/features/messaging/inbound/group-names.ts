import type { Tx } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { GroupFact } from './delivery-facts.ts'
import { type GroupName, keepGroupNames, selectNamed } from './group-names.sql.ts'

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
 * exist.
 */
export async function nameGroups(tx: Tx, names: readonly GroupName[]): Promise<void> {
  if (names.length > 0) await tx.run(keepGroupNames(tx.tenantId, names))
}
