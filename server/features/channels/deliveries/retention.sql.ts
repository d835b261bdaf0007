import { type Statement, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/**
 * Deletes one page of deliveries that came before, in order of their ids, which are their times. Stay: what is still to be
 * processed, and what a dead letter that nobody has closed would process again. For the system door.
 *
 * @param after the last id of the page before; null: from the oldest
 */
export const deleteOldRawEvents = (
  days: number,
  after: Uuid | null,
  limit: number,
): Statement<{ looked: number; last: Uuid | null }> => sql<{ looked: number; last: Uuid | null }>`
  with page as materialized (
    select id from raw_event
    where id < uuid_at(now() - ${days} * interval '1 day') and (${after}::uuid is null or id > ${after}::uuid)
    order by id limit ${limit}
  ), gone as (
    delete from raw_event r using page
    where r.id = page.id
      and not exists (select from raw_event_pending p where p.id = page.id)
      and not exists (
        select from dead_letter l where l.tenant_id = r.tenant_id and l.source = 'raw_event_pending' and l.source_id = page.id
          and l.redriven_at is null and l.dismissed_at is null)
  )
  select count(*)::int as looked, (select id from page order by id desc limit 1) as last from page`
