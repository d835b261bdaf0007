import { json, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { MessageContent } from '../../channels/index.ts'
import type { MessageError, MessageStatus } from './status.ts'

/** A message as it is stored when a provider delivers it. */
export interface NewMessage {
  id: Uuid
  conversationId: Uuid
  channelId: Uuid
  seq: number
  direction: 'inbound' | 'outbound'
  type: string
  status: MessageStatus
  content: MessageContent
  authorKind: string
  authorId: Uuid | null
  providerMessageId: string
  replyToProviderId: string | null
  error: MessageError | null
  playedAt: Date | null
  providerAt: Date
}

export const insertMessages = (tenantId: Uuid, messages: readonly NewMessage[]) => sql`
  insert into message (tenant_id, id, conversation_id, channel_id, seq, direction, type, status, content, author_kind,
    author_id, provider_message_id, reply_to_provider_id, error, played_at, provider_at)
  select ${tenantId}::uuid, m.* from jsonb_to_recordset(${json(messages)}) as m(
    id uuid, "conversationId" uuid, "channelId" uuid, seq bigint, direction text, type text, status text, content jsonb,
    "authorKind" text, "authorId" uuid, "providerMessageId" text, "replyToProviderId" text, error jsonb,
    "playedAt" timestamptz, "providerAt" timestamptz)`

export const selectLastInbound = (conversationId: Uuid) => sql<{ channelId: Uuid; providerMessageId: string }>`
  select channel_id as "channelId", provider_message_id as "providerMessageId" from message
  where conversation_id = ${conversationId} and direction = 'inbound' and provider_message_id is not null
  order by seq desc limit 1`

/** A message as it is stored. */
export interface Message {
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
  providerMessageId: string | null
  replyToProviderId: string | null
  retryOf: Uuid | null
  error: MessageError | null
  /** What it says since it was edited; a null text when the provider did not tell. */
  edited: { text: string | null; at: string } | null
  revokedAt: Date | null
  /** When the customer listened to it. */
  playedAt: Date | null
  providerAt: Date | null
  createdAt: Date
}

/** The columns of `Message`, for statements over the table alone. */
export const MESSAGE_COLUMNS = sql`id, conversation_id as "conversationId", channel_id as "channelId", seq, direction, type, status,
  content, author_kind as "authorKind", author_id as "authorId", provider_message_id as "providerMessageId",
  reply_to_provider_id as "replyToProviderId", retry_of as "retryOf", error, edited, revoked_at as "revokedAt", played_at as "playedAt", provider_at as "providerAt",
  created_at as "createdAt"`

export const selectMessage = (id: Uuid) => sql<Message>`select ${MESSAGE_COLUMNS} from message where id = ${id}`

/** The page before a number (newest first), or after one (oldest first). */
export type MessageRange = { before: number | null } | { after: number }

export const selectMessages = (conversationId: Uuid, range: MessageRange, most: number) =>
  'after' in range
    ? sql<Message>`select ${MESSAGE_COLUMNS} from message where conversation_id = ${conversationId} and seq > ${range.after}
        order by seq limit ${most}`
    : sql<Message>`select ${MESSAGE_COLUMNS} from message where conversation_id = ${conversationId}
        ${range.before === null ? sql`` : sql`and seq < ${range.before}`} order by seq desc limit ${most}`

/** Finds our messages by the provider's ids. */
export const selectKeyed = (channelId: Uuid, providerMessageIds: readonly string[]) => sql<{
  providerMessageId: string
  messageId: Uuid
}>`
  select provider_message_id as "providerMessageId", message_id as "messageId" from message_key
  where channel_id = ${channelId} and provider_message_id = any(${providerMessageIds}::text[])`
