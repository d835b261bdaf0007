import { type RawBuilder, type Statement, sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { ChannelPace, SealedChannel } from './channel.sql.ts'

/** What sending needs to know about a channel, as it is stored. */
export type SealedSendingChannel = Pick<
  SealedChannel,
  'id' | 'tenantId' | 'provider' | 'externalId' | 'externalAccountId' | 'credentials' | 'removedAt'
> & { pace: ChannelPace | null; stopped: boolean; shownAway: boolean }

export const selectSenders = (ids: readonly Uuid[]): Statement<SealedSendingChannel> => sql<SealedSendingChannel>`
  select id, tenant_id as "tenantId", provider, external_id as "externalId", external_account_id as "externalAccountId",
    credentials, removed_at as "removedAt", pace, sending_stopped_at is not null as stopped,
    degraded_by is not distinct from 'breaker' as "shownAway"
  from channel where id = any(${uuids(ids)})`

/** Why a channel sends nothing now, as part of another statement: 'removed', 'stopped' or null. */
export const sendingBlock = (channelId: RawBuilder<unknown>): RawBuilder<unknown> => sql`(
  select case when removed_at is not null then 'removed' when sending_stopped_at is not null then 'stopped' end
  from channel where id = ${channelId})`
