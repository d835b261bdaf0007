import { json, type Statement, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { Provider } from '../contract/transport.ts'

interface ChannelRow {
  tenantId: Uuid
  id: Uuid
}

/** Channels that their provider has never confirmed, those that have waited longest first. For the system door. */
export const selectUnproven = (providers: readonly Provider[], most: number): Statement<ChannelRow> => sql<ChannelRow>`
  select tenant_id as "tenantId", id from channel
  where provider = any(${providers}::text[]) and removed_at is null and proven_at is null and claim_lost_at is null
  order by updated_at limit ${most}`

/** Channels that were confirmed within the last half hour. For the system door. */
export const selectJustProven = (
  providers: readonly Provider[],
  most: number,
): Statement<ChannelRow> => sql<ChannelRow>`
  select tenant_id as "tenantId", id from channel
  where provider = any(${providers}::text[]) and removed_at is null and proven_at > now() - interval '30 minutes'
  order by proven_at limit ${most}`

/** A number that a confirmed channel speaks for. */
export interface ProvenNumber {
  provider: Provider
  number: string
}

export const selectProvenNumber = (
  id: Uuid,
  providers: readonly Provider[],
): Statement<ProvenNumber> => sql<ProvenNumber>`
  select provider, external_id as number from channel
  where id = ${id} and provider = any(${providers}::text[]) and removed_at is null and proven_at is not null`

export interface KeptRow {
  id: Uuid
  /** Null unless the delivery may speak of the number. */
  headers: Record<string, string> | null
  body: Buffer | null
}

/**
 * Held deliveries, in order, with the bytes of those that the platform's app signed and that contain a number that was
 * not proven. A page counts the rows that were looked at, however few of them match. For the system door.
 */
export const selectKept = (
  { provider, number }: ProvenNumber,
  after: Uuid,
  limit: number,
): Statement<KeptRow> => sql<KeptRow>`
  select page.id, found.headers, found.body
  from (select id from raw_event where disposition = 'quarantined' and id > ${after} order by id limit ${limit}) page
  left join lateral (
    select r.headers, r.body from raw_event r
    where r.id = page.id and r.provider = ${provider} and r.quarantine_reason = 'unproven_number'
      and not r.headers ? 'x-tawsil-door' and position(${Buffer.from(number)}::bytea in r.body) > 0 offset 0
  ) found on true
  order by page.id`

/**
 * Stores a held delivery in the log with its row of work, with the time when it came; writes nothing when the channel
 * has it already.
 */
export const giveDelivery = (
  kept: Uuid,
  to: { id: Uuid; tenantId: Uuid; channelId: Uuid; headers: Record<string, string> },
): Statement<unknown> => sql`
  with logged as (
    insert into raw_event (id, tenant_id, channel_id, provider, disposition, headers, body, received_at)
    select ${to.id}::uuid, ${to.tenantId}::uuid, ${to.channelId}::uuid, provider, 'accepted', ${json(to.headers)}::jsonb, body,
      received_at
    from raw_event where id = ${kept} on conflict (id) do nothing returning tenant_id, id, channel_id
  )
  insert into raw_event_pending (tenant_id, id, lane) select tenant_id, id, channel_id from logged`
