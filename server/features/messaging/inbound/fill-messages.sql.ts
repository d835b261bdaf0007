import { json, sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { MessageContent } from '../../channels/index.ts'
import { WINDOW_HOURS } from '../conversations/window.ts'
import type { ProviderMessageId } from '../messages/provider-id.sql.ts'
import { hours, notAhead } from './open-conversations.sql.ts'

/** A message that is stored already, with what is known of its file. */
export interface KnownMessage extends ProviderMessageId {
  id: Uuid
  conversationId: Uuid
  seq: number
  direction: 'inbound' | 'outbound'
  type: string
  content: MessageContent
  providerAt: Date
  /** We will not get a copy of its file. */
  lost: boolean
}

/** Messages of customers, and messages that the business wrote on other devices, by the provider's ids. */
export const selectKnown = (keys: readonly ProviderMessageId[]) => sql<KnownMessage>`
  select k."channelId", k."providerMessageId", m.id, m.conversation_id as "conversationId", m.seq, m.direction, m.type,
    m.content, m.provider_at as "providerAt", coalesce(f.state in ('refused', 'gone'), false) as lost
  from jsonb_to_recordset(${json(keys)}) as k("channelId" uuid, "providerMessageId" text)
  cross join lateral (
    select message_id from message_key
    where channel_id = k."channelId" and provider_message_id = k."providerMessageId" offset 0
  ) key
  cross join lateral (select * from message where id = key.message_id offset 0) m
  left join lateral (select state from media where id = (m.content->'media'->>'fileId')::uuid offset 0) f on true
  where m.author_kind = 'contact' or (m.author_kind = 'user' and m.author_id is null)`

export interface FilledMessage {
  id: Uuid
  conversationId: Uuid
  seq: number
  type: string
  content: MessageContent
  preview: string
}

/**
 * Writes the filled bodies; lists show them where the message is the newest. The caller holds the conversations' locks.
 */
export const updateBodies = (rows: readonly FilledMessage[]) => sql`
  with given as (
    select * from jsonb_to_recordset(${json(rows)}) as g(
      id uuid, "conversationId" uuid, seq bigint, type text, content jsonb, preview text)
  ), filled as (
    update message m set type = g.type, content = g.content
    from given g where m.id = g.id and m.id = any(${uuids(rows.map(row => row.id))})
  )
  update conversation c set preview = g.preview, last_type = g.type
  from given g
  where c.id = g."conversationId" and c.id = any(${uuids(rows.map(row => row.conversationId))}) and c.last_seq = g.seq`

/**
 * Calls that rang and now are answered: the ringing counted as a message that waits. What came after a call still waits.
 * Under the conversations' locks.
 */
export const endWaiting = (
  calls: ReadonlyArray<Pick<KnownMessage, 'conversationId' | 'seq' | 'direction' | 'providerAt'>>,
) => sql`
  update conversation c set
    waiting_since = case when c.last_seq = g.seq then null else c.waiting_since end,
    handed_over_at = case when c.last_seq = g.seq then null else c.handed_over_at end,
    unread_count = case when c.last_seq = g.seq and g.inbound then greatest(c.unread_count - 1, 0) else c.unread_count end,
    last_inbound_at = greatest(c.last_inbound_at, ${notAhead(sql`g.at`)}),
    window_expires_at = greatest(c.window_expires_at, ${notAhead(sql`g.at`)} + ${hours(WINDOW_HOURS)}),
    updated_at = now()
  from (
    select distinct on (1) "conversationId" as id, seq, direction = 'inbound' as inbound,
      max("providerAt") over (partition by "conversationId") as at
    from jsonb_to_recordset(${json(calls)}) as told(
      "conversationId" uuid, seq bigint, direction text, "providerAt" timestamptz)
    order by 1, seq desc
  ) g where c.id = g.id and c.id = any(${uuids(calls.map(call => call.conversationId))})`
