import { json, sql } from '../../platform/db/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import type { MessageContent } from '../channels/index.ts'

/** A message as it is filed from a provider. */
export interface NewMessage {
  id: Uuid
  conversationId: Uuid
  channelId: Uuid
  seq: number
  direction: 'inbound' | 'outbound'
  type: string
  status: string
  content: MessageContent
  authorKind: string
  authorId: Uuid | null
  providerMessageId: string
  replyToProviderId: string | null
  providerAt: Date
}

export const insertMessages = (tenantId: Uuid, messages: readonly NewMessage[]) => sql`
  insert into message (tenant_id, id, conversation_id, channel_id, seq, direction, type, status, content, author_kind,
    author_id, provider_message_id, reply_to_provider_id, provider_at)
  select ${tenantId}::uuid, m.* from jsonb_to_recordset(${json(messages)}) as m(
    id uuid, "conversationId" uuid, "channelId" uuid, seq bigint, direction text, type text, status text, content jsonb,
    "authorKind" text, "authorId" uuid, "providerMessageId" text, "replyToProviderId" text, "providerAt" timestamptz)`

export const selectLastInbound = (conversationId: Uuid) => sql<{ channelId: Uuid; providerMessageId: string }>`
  select channel_id as "channelId", provider_message_id as "providerMessageId" from message
  where conversation_id = ${conversationId} and direction = 'inbound' and provider_message_id is not null
  order by seq desc limit 1`
