import { json, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** A provider's id of a message, within a channel. */
export interface ProviderMessageId {
  channelId: Uuid
  providerMessageId: string
}

/**
 * Decides "have we seen this?": writes the ids that nobody has and returns those. Somebody else's, also one that is being
 * written right now, stays. The order is the same in every transaction, so that two of them never wait for each other.
 */
export const insertProviderIds = (tenantId: Uuid, keys: ReadonlyArray<ProviderMessageId & { messageId: Uuid }>) => sql<{
  messageId: Uuid
  providerMessageId: string
}>`
  insert into message_key (tenant_id, channel_id, provider_message_id, message_id)
  select ${tenantId}::uuid, "channelId", "providerMessageId", "messageId"
  from jsonb_to_recordset(${json(keys)}) as k("channelId" uuid, "providerMessageId" text, "messageId" uuid)
  order by "channelId", "providerMessageId"
  on conflict do nothing
  returning message_id as "messageId", provider_message_id as "providerMessageId"`

/**
 * Closes the gap between "no message has this id, so the status is parked" and "no status is parked for this id": whoever
 * writes ids of outbound messages shares the channel's lock, whoever parks has it alone. Held to the end of the transaction.
 */
export const lockOutboundIds = (channels: ReadonlyArray<{ channelId: Uuid; alone: boolean }>) => sql`
  select case when alone then pg_advisory_xact_lock(key) else pg_advisory_xact_lock_shared(key) end
  from (
    select hashtextextended('outbound ' || "channelId", 0) as key, bool_or(alone) as alone
    from jsonb_to_recordset(${json(channels)}) as c("channelId" text, alone boolean) group by 1 order by 1
  ) ordered`
