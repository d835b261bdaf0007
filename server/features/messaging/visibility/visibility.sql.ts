import { type RawBuilder, sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { Belonging, Viewer } from './visibility.ts'

/** Which conversations somebody sees, by the same rule as `sees`; null: all, so that nothing is asked. */
export function seenBy({ id, visibility }: Viewer, conversation = sql`conversation`): RawBuilder<unknown> | null {
  if (!visibility) return null
  const own = sql`${conversation}.assignee_id = ${id ?? null}::uuid`
  return visibility.of === 'own' ? own : sql`(${own} or ${conversation}.team_id = any(${uuids(visibility.teamIds)}))`
}

/**
 * The same conversations in parts that do not overlap, each of them a range of an index of its own: what somebody has,
 * and what each of their teams has besides. `part` makes the statement of one.
 */
export function seenInParts(
  { id, visibility }: Viewer,
  part: (own: RawBuilder<unknown>) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  const own = part(sql`assignee_id = ${id ?? null}::uuid`)
  const besides = part(sql`team_id = mine.team_id and assignee_id is distinct from ${id ?? null}::uuid`)
  return sql`(${own}) union all (select theirs.* from unnest(${uuids(visibility?.teamIds ?? [])}) as mine(team_id) cross join lateral (${besides}) theirs)`
}

interface BelongingRow extends Belonging {
  id: Uuid
  mergedInto: Uuid | null
}

const columns = sql`c.id, c.assignee_id as "assigneeId", c.team_id as "teamId", c.merged_into as "mergedInto"`

/** Whose these conversations are. */
export const selectBelongings = (ids: readonly Uuid[]) => sql<BelongingRow>`
  select ${columns} from conversation c where c.id = any(${uuids(ids)})`

export const selectBelongingOfMessage = (messageId: Uuid) => sql<BelongingRow>`
  select ${columns} from message m join conversation c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
  where m.id = ${messageId}`

/** Of the message that carries a file; no conversation while nobody has sent it. */
export const selectBelongingOfMedia = (mediaId: Uuid) => sql<BelongingRow | { id: null }>`
  select ${columns} from media f left join message m on m.tenant_id = f.tenant_id and m.id = f.message_id
  left join conversation c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
  where f.id = ${mediaId}`
