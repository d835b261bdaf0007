import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { statusesIn } from '../../../platform/presence/index.ts'
import { assignableMembers } from '../../identity/index.ts'
import type { Settings } from '../../tenancy/index.ts'
import { selectWorkload } from './assignment.sql.ts'
import type { Candidate } from './decide.ts'

/** Who may be given conversations now: they take some, and are there. */
export async function candidatesNow(
  { presence }: Pick<Context, 'presence'>,
  tx: Tx,
  { capacity, alsoAway }: Settings['assignment'],
): Promise<Candidate[]> {
  const statuses = await statusesIn(presence, tx.tenantId)
  const here = [...statuses].filter(([, status]) => status === 'online' || (alsoAway && status === 'away'))
  if (here.length === 0) return []
  const members = await assignableMembers(
    tx,
    here.map(([userId]) => userId),
  )
  const work = await workloadOf(
    tx,
    members.map(({ userId }) => userId),
  )
  return members.map(member => ({ ...member, capacity: member.capacity ?? capacity, ...work.get(member.userId)! }))
}

/** How much people have, and when their last turn was. */
export async function workloadOf(
  tx: Tx,
  userIds: readonly Uuid[],
): Promise<Map<Uuid, Pick<Candidate, 'open' | 'turn'>>> {
  const rows = userIds.length > 0 ? await tx.rows(selectWorkload(userIds)) : []
  return new Map(rows.map(({ userId, open, turn }) => [userId, { open, turn }]))
}
