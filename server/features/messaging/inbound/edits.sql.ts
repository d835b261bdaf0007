import { json, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** A message, by its provider's id. It can be changed only in its own conversation and from its own side. */
export interface EditTarget {
  channelId: Uuid
  conversationId: Uuid
  direction: 'inbound' | 'outbound'
  providerMessageId: string
}

/** An edit or deletion, and the message it changes. */
export interface MessageEdit extends EditTarget {
  edited: { text: string | null; at: string } | null
  revokedAt: Date | null
}

const given = (rows: readonly EditTarget[]) => sql`
  (select (ordinality - 1)::int as no, g.* from rows from (jsonb_to_recordset(${json(rows)}) as ("channelId" uuid,
    "conversationId" uuid, direction text, "providerMessageId" text, edited jsonb, "revokedAt" timestamptz)
  ) with ordinality as g("channelId", "conversationId", direction, "providerMessageId", edited, "revokedAt", ordinality))`

/**
 * The newest edit counts, and the first deletion. Returns the list positions of the changes whose message was found.
 */
export const applyEdits = (changes: readonly MessageEdit[]) => sql<{ no: number }>`
  update message m set revoked_at = coalesce(m.revoked_at, g."revokedAt"),
    edited = case when (m.edited->>'at')::timestamptz > (g.edited->>'at')::timestamptz then m.edited
      else coalesce(g.edited, m.edited) end
  from ${given(changes)} g
  join message_key k on k.channel_id = g."channelId" and k.provider_message_id = g."providerMessageId"
  where m.id = k.message_id and m.conversation_id = g."conversationId" and m.direction = g.direction
  returning g.no`

/** Parks changes until their message comes. */
export const parkEdits = (tenantId: Uuid, changes: readonly MessageEdit[]) => sql`
  insert into parked_change as p (tenant_id, channel_id, provider_message_id, conversation_id, direction, edited, revoked_at)
  select ${tenantId}::uuid, "channelId", "providerMessageId", "conversationId", direction, edited, "revokedAt"
  from ${given(changes)} g
  on conflict (tenant_id, channel_id, provider_message_id, conversation_id, direction) do update set
    edited = case when (p.edited->>'at')::timestamptz > (excluded.edited->>'at')::timestamptz then p.edited
      else coalesce(excluded.edited, p.edited) end,
    revoked_at = coalesce(p.revoked_at, excluded.revoked_at)`

/** Takes the parked changes of these messages. */
export const takeParkedEdits = (originals: readonly EditTarget[]) => sql<MessageEdit>`
  delete from parked_change p using ${given(originals)} g
  where p.channel_id = g."channelId" and p.provider_message_id = g."providerMessageId"
    and p.conversation_id = g."conversationId" and p.direction = g.direction
  returning p.channel_id as "channelId", p.conversation_id as "conversationId", p.direction,
    p.provider_message_id as "providerMessageId", p.edited, p.revoked_at as "revokedAt"`
