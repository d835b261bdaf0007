import { type Statement, sql } from '../../../platform/db/index.ts'
import type { StoredEvent } from '../../../platform/events/index.ts'
import { type Aggregate, EVENT_COLUMNS } from './event.sql.ts'

/**
 * What happened to a thing itself, oldest first: of a conversation not its messages, which are about it, too, and may be many.
 *
 * @param types of its own noun
 */
export const selectOwn = (
  { id, kind }: Aggregate,
  types: readonly string[],
  limit: number,
): Statement<StoredEvent> => sql<StoredEvent>`
  select ${EVENT_COLUMNS} from event e
  where e.tenant_id = (select app_tenant()) and e.aggregate_id = ${id} and e.aggregate_kind = ${kind}
    and e.type = any(${types}::text[])
  order by e.txid, e.position limit ${limit}`
