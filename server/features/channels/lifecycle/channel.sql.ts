import { json, type Statement, sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { Meaning, StatusCause } from '../contract/meaning.ts'
import type { Provider } from '../contract/transport.ts'

export type ChannelStatus = 'connecting' | 'qr' | 'connected' | 'degraded' | 'disconnected' | 'error'

/** A number connected to WhatsApp, without its secrets. */
export interface Channel {
  id: Uuid
  tenantId: Uuid
  provider: Provider
  name: string
  /** E.164 with '+', once the provider has told it. */
  phoneNumber: string | null
  externalId: string | null
  externalAccountId: string | null
  status: ChannelStatus
  /** For people: why it is in this state. */
  statusReason: string | null
  statusMeaning: Meaning | null
  lastInboundAt: Date | null
  /** When the provider first called the webhook. */
  webhookAt: Date | null
  /** How fast people want it to send; null: as fast as its provider allows. */
  pace: ChannelPace | null
  /** What somebody needs to be given conversations of this channel. */
  skills: string[]
  createdAt: Date
  updatedAt: Date
}

/** What of a channel never changes. */
export type ChannelKind = Pick<Channel, 'id' | 'provider'>

/** The row with its sealed credentials, for `openChannel` alone. */
export interface SealedChannel extends Channel {
  credentials: Buffer | null
  removedAt: Date | null
  /** Since when the provider confirms it. */
  provenAt: Date | null
  /** When its number went to somebody whom the provider confirms, or to nobody. */
  claimLostAt: Date | null
}

const COLUMNS = sql`id, tenant_id as "tenantId", provider, name, phone_number as "phoneNumber",
  external_id as "externalId", external_account_id as "externalAccountId", status, status_reason as "statusReason",
  status_meaning as "statusMeaning",
  (select h.inbound_at from channel_hour h where h.tenant_id = channel.tenant_id and h.channel_id = channel.id
    and h.inbound_at is not null order by h.hour desc limit 1) as "lastInboundAt", webhook_at as "webhookAt",
  nullif(pace, 'null'::jsonb) as pace, skills, created_at as "createdAt", updated_at as "updatedAt"`

export const selectChannel = (id: Uuid): Statement<Channel> =>
  sql<Channel>`select ${COLUMNS} from channel where id = ${id} and removed_at is null`

/** The provider of each of these channels, also of removed ones. */
export const selectProviders = (ids: readonly Uuid[]): Statement<{ id: Uuid; provider: Provider }> =>
  sql<{ id: Uuid; provider: Provider }>`select id, provider from channel where id = any(${uuids(ids)})`

/** What people need to be given conversations of these channels. */
export const selectSkills = (ids: readonly Uuid[]): Statement<{ id: Uuid; skills: string[] }> =>
  sql<{ id: Uuid; skills: string[] }>`select id, skills from channel where id = any(${uuids(ids)}) and skills <> '{}'`

/** Those that were not removed. */
export const selectKinds = (ids: readonly Uuid[]): Statement<ChannelKind> => sql<ChannelKind>`
    select id, provider from channel where id = any(${uuids(ids)}) and removed_at is null`

export const selectSealedChannel = (id: Uuid): Statement<SealedChannel> =>
  sql<SealedChannel>`select ${COLUMNS}, credentials, removed_at as "removedAt", proven_at as "provenAt",
    claim_lost_at as "claimLostAt" from channel where id = ${id}`

/** Oldest first: the first channel is the one a business knows best. */
export const selectChannels = (
  after: Uuid | null,
  limit: number,
  providers?: readonly Provider[],
): Statement<Channel> => sql<Channel>`
  select ${COLUMNS} from channel where removed_at is null and (${after}::uuid is null or id > ${after}::uuid)
    ${providers ? sql`and provider = any(${providers}::text[])` : sql``}
  order by id limit ${limit}`

/** Those of these providers, or all others. */
export const countChannels = (providers: readonly Provider[], wanted: boolean): Statement<{ count: number }> =>
  sql<{ count: number }>`select count(*)::int as count from channel
    where removed_at is null and (provider = any(${providers}::text[])) = ${wanted}`

/** How many channels there are in each status, but for phones of the simulator. */
export const countByStatus = (rehearsals: readonly Provider[]): Statement<{ status: ChannelStatus; count: number }> =>
  sql<{ status: ChannelStatus; count: number }>`select status, count(*)::int as count from channel
    where removed_at is null and provider <> all(${rehearsals}::text[]) group by status order by status`

/** Whether the tenant has connected this number itself. */
export const selectOwnNumber = (provider: Provider, number: string): Statement<{ id: Uuid }> => sql<{ id: Uuid }>`
  select id from channel where provider = ${provider} and external_id = ${number} and removed_at is null
    and claim_lost_at is null`

export interface NewChannel {
  id: Uuid
  provider: Provider
  name: string
  externalId: string | null
  externalAccountId: string | null
  credentials: Buffer | null
  status: ChannelStatus
  /** Null until the provider tells it. */
  phoneNumber: string | null
}

export const insertChannel = (tenantId: Uuid, channel: NewChannel): Statement<Channel> => sql<Channel>`
  insert into channel
    (tenant_id, id, provider, name, external_id, external_account_id, credentials, status, phone_number)
  values (${tenantId}, ${channel.id}, ${channel.provider}, ${channel.name}, ${channel.externalId},
    ${channel.externalAccountId}, ${channel.credentials}, ${channel.status}, ${channel.phoneNumber})
  returning ${COLUMNS}`

/** A value of null changes nothing. */
export const updateChannel = (
  id: Uuid,
  change: {
    name: string | null
    credentials: Buffer | null
    externalAccountId: string | null
    /** Undefined: unchanged; null: as fast as the provider allows. */
    pace: ChannelPace | null | undefined
    skills: readonly string[] | null
  },
): Statement<Channel> => sql<Channel>`
  update channel set name = coalesce(${change.name}, name), credentials = coalesce(${change.credentials}, credentials),
    external_account_id = coalesce(${change.externalAccountId}, external_account_id), updated_at = now(),
    -- what was confirmed was another account
    proven_at = case when ${change.externalAccountId}::text <> external_account_id then null else proven_at end,
    claimed_at = case when ${change.externalAccountId}::text <> external_account_id then now() else claimed_at end,
    pace = case when ${change.pace !== undefined} then ${json(change.pace ?? null)} else pace end,
    skills = coalesce(${change.skills}::text[], skills),
    -- with other credentials it is worth trying again
    sending_stopped_at = case when ${change.credentials}::bytea is null then sending_stopped_at end
  where id = ${id} and removed_at is null
  returning ${COLUMNS}`

/**
 * Stores the result of a check; no row when the channel now names another account than the one that was checked, or has
 * lost its number meanwhile.
 *
 * @param phoneNumber null keeps the known one
 */
export const setChannelStatus = (
  { id, externalAccountId }: Pick<Channel, 'id' | 'externalAccountId'>,
  status: ChannelStatus,
  cause: StatusCause | null,
  phoneNumber: string | null = null,
): Statement<Channel> => sql<Channel>`
  update channel set
    -- a provider that answers may restrict the channel all the same
    status = case when ${status === 'connected'} and degraded_until > now() then 'degraded' else ${status} end,
    status_reason = case when ${status === 'connected'} and degraded_until > now() then status_reason else ${cause?.reason ?? null} end,
    status_meaning = case when ${status === 'connected'} and degraded_until > now() then status_meaning
      else ${cause?.meaning ?? null} end,
    -- renewed after a stop: what was reported before says nothing of the channel any more
    proven_at = case when ${status === 'connected'} and (proven_at is null or sending_stopped_at is not null) then now()
      else proven_at end,
    sending_stopped_at = case when ${status === 'connected'} then null else sending_stopped_at end,
    degraded_at = case when degraded_until > now() then degraded_at end,
    degraded_by = case when degraded_until > now() then degraded_by end,
    degraded_until = case when degraded_until > now() then degraded_until end,
    phone_number = coalesce(${phoneNumber}, phone_number), updated_at = now()
  where id = ${id} and removed_at is null and external_account_id is not distinct from ${externalAccountId}
    and claim_lost_at is null
  returning ${COLUMNS}`

/** Conversations point to the row, so it stays; its secrets do not. */
export const removeChannel = (id: Uuid): Statement<unknown> => sql`
  update channel set removed_at = now(), credentials = null, status = 'disconnected', status_reason = null,
    status_meaning = null,    updated_at = now()
  where id = ${id} and removed_at is null`

/** A channel that a new tenant starts with, unless it has one of this provider. */
export const insertStarter = (
  tenantId: Uuid,
  { id, provider, name }: Pick<Channel, 'id' | 'provider' | 'name'>,
): Statement<Channel> => sql<Channel>`
  insert into channel (tenant_id, id, provider, name, status)
  select ${tenantId}, ${id}, ${provider}::text, ${name}, 'connected'
  where not exists (select from channel where tenant_id = ${tenantId} and provider = ${provider}::text)
  returning ${COLUMNS}`
/** How fast people want a channel to send; a missing value is as the provider allows. */
export interface ChannelPace {
  perSecond?: number
  burst?: number
}
