import { type Statement, sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** Why a row is on its way, and whether it must follow the others of its lane. */
export interface DeliveryKind {
  id: Uuid
  cause: 'event' | 'replay'
  ordered: boolean
}

export const selectKinds = (endpointId: Uuid, ids: readonly Uuid[]): Statement<DeliveryKind> => sql<DeliveryKind>`
  select id, cause, ordered from webhook_delivery
  where tenant_id = (select app_tenant()) and part = ${endpointId} and id = any(${uuids(ids)})`

export interface ReplaySelection {
  endpointId: Uuid
  since: Date
  until: Date | undefined
  /** Each by its full name; undefined: those that the endpoint wants. */
  types: readonly string[] | undefined
  missedOnly: boolean
  beyond: Uuid | null
}

/**
 * Events of a time, oldest first, that the endpoint wants. What is on its way already is found, too: it goes at once.
 * Looks through `window` events; the last of them is in the rows, wanted or not.
 */
export const selectReplayed = (
  { endpointId, since, until, types, missedOnly, beyond }: ReplaySelection,
  window: number,
): Statement<ReplayedEvent> => sql<ReplayedEvent>`
  with page as materialized (
    select e.id, e.type, e.aggregate_id from event e
    where e.tenant_id = (select app_tenant()) and e.id >= uuid_at(${since}) ${until ? sql`and e.id < uuid_at(${until})` : sql``}
      ${beyond ? sql`and e.id > ${beyond}::uuid` : sql``}
    order by e.id limit ${window}
  )
  select p.id, p.aggregate_id as "aggregateId", (count(*) over ())::int as looked,
    ${types ? sql`p.type = any(${types}::text[])` : sql`w.types && array[p.type, split_part(p.type, '.', 1) || '.*', '*']`}
      ${
        missedOnly
          ? sql`and not exists (
        select from webhook_attempt a where a.tenant_id = (select app_tenant()) and a.endpoint_id = ${endpointId}
          and a.event_id = p.id and a.outcome = 'delivered')`
          : sql``
      } as wanted
  from page p cross join webhook_endpoint w
  where w.tenant_id = (select app_tenant()) and w.id = ${endpointId}
  order by p.id`

export interface ReplayedEvent {
  id: Uuid
  aggregateId: Uuid
  looked: number
  wanted: boolean
}

/** What is on its way to an endpoint already and waits for a later try, goes now. */
export const hastenEvents = (endpointId: Uuid, eventIds: readonly Uuid[]): Statement<unknown> => sql`
  update webhook_delivery set next_try_at = now()
  where tenant_id = (select app_tenant()) and part = ${endpointId} and ref = any(${[...eventIds]}::text[]) and next_try_at > now()`
