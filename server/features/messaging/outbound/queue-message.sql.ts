import { json, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { MessageContent } from '../../channels/index.ts'
import { isBotPaused } from '../conversations/bot-pause.sql.ts'
import type { OpenQuestion } from './choices.ts'

/** What sending needs to know about a conversation. */
export interface SendingConversation {
  id: Uuid
  channelId: Uuid
  /** Null in groups. */
  contactId: Uuid | null
  /** Set when the conversation was merged while this transaction waited for the lock. */
  mergedInto: Uuid | null
  addressKind: string
  windowExpiresAt: Date | null
  lastInboundAt: Date | null
  freeEntryAt: Date | null
  botPaused: boolean
  now: Date
}

/**
 * The database's clock decides about windows, because the clocks of nodes differ. When the conversation was merged,
 * only the one that replaced it is locked: two locks would have to be taken in the order of ids. With `coalesce`
 * outside the sub-select the index would not be used under row-level security.
 */
export const lockSendingConversation = (id: Uuid) => sql<SendingConversation>`
  select id, channel_id as "channelId", contact_id as "contactId", merged_into as "mergedInto",
    address_kind as "addressKind", window_expires_at as "windowExpiresAt", last_inbound_at as "lastInboundAt", free_entry_at as "freeEntryAt",
    ${isBotPaused()} as "botPaused", now() as now
  from conversation where id = (select coalesce(merged_into, id) from conversation where id = ${id})
  for no key update`

/**
 * The newest send that waits in the conversation. It is a statement of its own, because a statement that waited for the
 * lock would see older data.
 */
export const selectNewestPending = (conversationId: Uuid) => sql<{ id: Uuid }>`
  select id from send_pending where lane = ${conversationId} order by id desc limit 1`

export const insertClientKey = (tenantId: Uuid, clientKey: string, messageId: Uuid) => sql`
  insert into message_client_key (tenant_id, client_key, message_id) values (${tenantId}, ${clientKey}, ${messageId})
  on conflict do nothing`

export const selectByClientKey = (clientKey: string) => sql<{ id: Uuid; seq: number }>`
  select m.id, m.seq from message_client_key k join message m on m.id = k.message_id where k.client_key = ${clientKey}`

/** The provider's id of a message of this conversation. */
export const selectProviderId = (conversationId: Uuid, messageId: Uuid) => sql<{ providerMessageId: string | null }>`
  select provider_message_id as "providerMessageId" from message
  where id = ${messageId} and conversation_id = ${conversationId}`

export interface QueuedRow {
  id: Uuid
  conversationId: Uuid
  type: string
  content: MessageContent
  preview: string
  authorKind: string
  authorId: Uuid | null
  replyToProviderId: string | null
  retryOf: Uuid | null
  /** The customer asked for it themselves. */
  solicited: boolean
  /** A person answers: from now on the bot is paused. */
  answers: boolean
  /** From now on nobody waits and nothing is unread. */
  endsWaiting: boolean
  /** The question that is open from now on; null: none; undefined: unchanged. */
  asked: OpenQuestion | null | undefined
  /** Until when the window is open, when the customer came from an ad and this message answers them. */
  freeEntryExpiresAt: Date | null
}

/**
 * Writes the message, its first attempt and its row of work, with the next number of the conversation; one statement.
 */
export const insertQueued = (tenantId: Uuid, row: QueuedRow) => sql<{ seq: number }>`
  with advanced as (
    update conversation set last_seq = last_seq + 1, last_message_at = greatest(last_message_at, now()),
      preview = ${row.preview}, last_type = ${row.type}, last_direction = 'outbound', last_status = 'queued',
      bot_paused_at = case when ${row.answers} then now() else bot_paused_at end,
      waiting_since = case when ${row.endsWaiting} then null else waiting_since end,
      handed_over_at = case when ${row.endsWaiting} then null else handed_over_at end,
      unread_count = case when ${row.endsWaiting} then 0 else unread_count end,
      marked_unread_by = case when ${row.answers} then '{}' else marked_unread_by end,
      choices = case when ${row.asked === undefined} then choices else ${row.asked ? json(row.asked) : null}::jsonb end,
      choices_at = case when ${row.asked === undefined} then choices_at else ${row.asked ? sql`now()` : null}::timestamptz end,
      free_entry_expires_at = greatest(free_entry_expires_at, ${row.freeEntryExpiresAt}::timestamptz),
      window_expires_at = greatest(window_expires_at, ${row.freeEntryExpiresAt}::timestamptz), updated_at = now()
    where id = ${row.conversationId}
    returning id, channel_id, last_seq
  ), written as (
    insert into message (tenant_id, id, conversation_id, channel_id, seq, direction, type, status, content, author_kind,
      author_id, reply_to_provider_id, retry_of, solicited)
    select ${tenantId}::uuid, ${row.id}::uuid, id, channel_id, last_seq, 'outbound', ${row.type}, 'queued',
      ${json(row.content)}, ${row.authorKind}, ${row.authorId}::uuid, ${row.replyToProviderId}, ${row.retryOf}::uuid, ${row.solicited}
    from advanced
  ), attempted as (
    insert into send_attempt (tenant_id, message_id, no, channel_id, conversation_id, state)
    select ${tenantId}::uuid, ${row.id}::uuid, 1, channel_id, id, 'queued' from advanced
  ), pending as (
    insert into send_pending (tenant_id, id, lane, ref, channel_id)
    select ${tenantId}::uuid, ${row.id}::uuid, id, '1', channel_id from advanced
  )
  select last_seq as seq from advanced`
