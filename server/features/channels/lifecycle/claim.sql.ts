import { type Statement, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { StatusCause } from '../contract/meaning.ts'
import type { Provider } from '../contract/transport.ts'
import type { ChannelStatus } from './channel.sql.ts'

/** A channel, of whichever tenant. */
export interface Claim {
  tenantId: Uuid
  channelId: Uuid
}

/** Who claims a number without the provider's word. For the system door. */
export const selectUnprovenClaim = (provider: Provider, number: string): Statement<Claim> => sql<Claim>`
  select r.tenant_id as "tenantId", r.channel_id as "channelId"
  from channel_route r join channel c on c.tenant_id = r.tenant_id and c.id = r.channel_id
  where r.provider = ${provider} and r.kind = 'number' and r.external_id = ${number} and c.proven_at is null`

/** Claims that nobody has confirmed for a day, the oldest first. For the system door. */
export const selectExpiredClaims = (providers: readonly Provider[], most: number): Statement<Claim> => sql<Claim>`
  select tenant_id as "tenantId", id as "channelId" from channel
  where provider = any(${providers}::text[]) and removed_at is null and proven_at is null and claim_lost_at is null
    and claimed_at < now() - interval '1 day'
  order by updated_at limit ${most}`

/** Nothing when the provider has confirmed it meanwhile. The row is locked, so that it cannot do so from here on. */
export const loseClaim = (id: Uuid, { reason, meaning }: StatusCause): Statement<{ before: ChannelStatus }> => sql<{
  before: ChannelStatus
}>`
  update channel c set claim_lost_at = now(), sending_stopped_at = now(), status = 'error', status_reason = ${reason},
    status_meaning = ${meaning},    updated_at = now()
  from (select id, status from channel where id = ${id} for update) was
  where c.id = was.id and c.proven_at is null and c.removed_at is null and c.claim_lost_at is null
  returning was.status as before`
