import { type Statement, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** The next business with events, in the order of their ids: a look into the primary key. For the system door. */
export const selectNextTenant = (after: Uuid | null): Statement<{ tenantId: Uuid }> => sql<{ tenantId: Uuid }>`
  select tenant_id as "tenantId" from event where ${after ? sql`tenant_id > ${after}` : sql`true`}
  order by tenant_id limit 1`

/**
 * Deletes the oldest events of a business that are older than `days`, a page of them. What a subscriber has still to handle stays, and
 * what an open dead letter would hand on again. For the system door. An id has no time before 1970.
 */
export const deleteOldEvents = (
  tenantId: Uuid,
  days: number,
  after: Uuid | null,
  limit: number,
): Statement<{ looked: number; last: Uuid | null }> => sql<{ looked: number; last: Uuid | null }>`
  with page as materialized (
    select id from event
    where tenant_id = ${tenantId} and id < uuid_at(greatest(now() - ${days} * interval '1 day', 'epoch'))
      and (${after}::uuid is null or id > ${after}::uuid)
    order by id limit ${limit}
  ), gone as (
    delete from event e using page
    where e.tenant_id = ${tenantId} and e.id = page.id
      and not exists (
        select from event_pending p where p.tenant_id = e.tenant_id and right(p.ref, 36) = page.id::text)
      and not exists (
        select from dead_letter l where l.tenant_id = e.tenant_id and l.source = 'event_pending'
          and right(l.ref, 36) = page.id::text and l.redriven_at is null and l.dismissed_at is null)
  )
  select count(*)::int as looked, (select id from page order by id desc limit 1) as last from page`
