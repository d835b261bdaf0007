import { type PreparedStatement, type Statement, sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { QuarantineReason } from '../contract/delivery.ts'
import type { Provider } from '../contract/transport.ts'

/** One delivery that is about to be stored. */
export interface NewRawEvent {
  id: Uuid
  /** Null when the owner is unknown; then there is a reason to quarantine it. */
  tenantId: Uuid | null
  channelId: Uuid | null
  provider: Provider
  quarantine: QuarantineReason | null
  /** JSON of the headers that matter. */
  headers: string
  body: Buffer
}

/**
 * Log and work in one statement: a delivery is never stored without the row that gets it processed. Bodies are sent as
 * one binary value and cut apart here, which saves encoding each of them as text.
 *
 * With a lease (`$10`, seconds; 0: none) it also leases the lanes in which nothing waits and which nobody holds, in the
 * order in which claims take lanes. Returns those, each with its fence.
 */
export const INSERT_RAW_EVENTS: PreparedStatement = {
  name: 'insert_raw_events',
  text: `
    with given as (
      select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::jsonb[], $7::int[], $8::int[])
        as g (id, tenant_id, channel_id, provider, quarantine, headers, start, size)
    ), logged as (
      insert into raw_event (id, tenant_id, channel_id, provider, disposition, quarantine_reason, headers, body)
      select id, tenant_id, channel_id, provider, case when quarantine is null then 'accepted' else 'quarantined' end,
        quarantine, headers, substring($9::bytea from start for size)
      from given
    ), work as (
      insert into raw_event_pending (tenant_id, id, lane)
      select tenant_id, id, channel_id from given where quarantine is null
    )
    insert into pending_lane (tenant_id, source, lane, fence, lease_until, open)
    select tenant_id, 'raw_event_pending', channel_id, nextval('pending_fence'), now() + $10 * interval '1 second', count(*)
    from given where quarantine is null and $10 > 0 and not exists (
      select from raw_event_pending p where p.tenant_id = given.tenant_id and p.lane = given.channel_id offset 0)
    group by tenant_id, channel_id order by tenant_id, channel_id
    on conflict do nothing
    returning lane, fence`,
}

/**
 * The values of `INSERT_RAW_EVENTS`. Array literals are written here, because the driver escapes every element by
 * itself, which costs more than the insert: ids, provider names and reasons need no escaping.
 */
export function rawEventValues(events: readonly NewRawEvent[], leaseSeconds = 0): unknown[] {
  const columns = { id: '', tenant: '', channel: '', provider: '', quarantine: '', headers: '', start: '', size: '' }
  let start = 1
  let comma = ''
  for (const event of events) {
    columns.id += comma + event.id
    columns.tenant += comma + (event.tenantId ?? 'NULL')
    columns.channel += comma + (event.channelId ?? 'NULL')
    columns.provider += comma + event.provider
    columns.quarantine += comma + (event.quarantine ?? 'NULL')
    columns.headers += comma + literal(event.headers)
    columns.start += comma + start
    columns.size += comma + event.body.length
    start += event.body.length
    comma = ','
  }
  const { id, tenant, channel, provider, quarantine, headers, size } = columns
  const arrays = [id, tenant, channel, provider, quarantine, headers, columns.start, size].map(list => `{${list}}`)
  return [...arrays, Buffer.concat(events.map(event => event.body)), leaseSeconds]
}

let lastText = ''
let lastLiteral = '""'

/** An array element; the headers of one delivery are nearly always those of the one before. */
function literal(text: string): string {
  if (text === lastText) return lastLiteral
  lastText = text
  lastLiteral = `"${text.replace(/["\\]/g, '\\$&')}"`
  return lastLiteral
}

export interface RawEventRow {
  id: Uuid
  tenantId: Uuid
  channelId: Uuid
  provider: Provider
  headers: Record<string, string>
  body: Buffer
  receivedAt: Date
  externalId: string | null
  externalAccountId: string | null
}

/**
 * Accepted deliveries, with what parsing needs to know about their channels. Works through the system door and a
 * tenant's door. One look-up for each id: with `= any` the list of months was planned anew each time, which took longer
 * than reading.
 */
export const selectRawEvents = (ids: readonly Uuid[]): Statement<RawEventRow> => sql<RawEventRow>`
  select r.id, r.tenant_id as "tenantId", r.channel_id as "channelId", r.provider, r.headers, r.body,
    r.received_at as "receivedAt", c.external_id as "externalId", c.external_account_id as "externalAccountId"
  from unnest(${uuids(ids)}) as wanted(id)
  cross join lateral (select * from raw_event own where own.id = wanted.id and own.disposition = 'accepted' offset 0) r
  left join channel c on c.tenant_id = r.tenant_id and c.id = r.channel_id
  order by r.id`
