import { json, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** A provider's id of a message; it is unique within a channel. */
export interface ProviderMessageId {
  channelId: Uuid
  providerMessageId: string
}

/**
 * Decides which messages are new: writes the ids that nobody has written and returns them. An id that another
 * transaction has written or is writing now is left alone. The order is the same in every transaction, so that two
 * never wait for each other.
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
 * Closes the gap between "no message has this id, so the status is parked" and "no status is parked for this id".
 * Whoever writes ids of outbound messages takes the channel's lock shared; whoever parks statuses takes it exclusively.
 * Held until the transaction ends.
 */
export const lockOutboundIds = (channels: ReadonlyArray<{ channelId: Uuid; alone: boolean }>) => sql`
  select case when alone then pg_advisory_xact_lock(key) else pg_advisory_xact_lock_shared(key) end
  from (
    select hashtextextended('outbound ' || "channelId", 0) as key, bool_or(alone) as alone
    from jsonb_to_recordset(${json(channels)}) as c("channelId" text, alone boolean) group by 1 order by 1
  ) ordered`
