import { json, sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { ConversationStatus } from '../conversations/conversation.sql.ts'

/** The parts of a conversation that a merge of contacts changes. */
export interface MergingConversation {
  id: Uuid
  channelId: Uuid
  contactId: Uuid
  mergedInto: Uuid | null
  address: string
  addressKind: string
  status: ConversationStatus
  assigneeId: Uuid | null
  teamId: Uuid | null
  unreadCount: number
  lastInboundAt: Date | null
  windowExpiresAt: Date | null
  waitingSince: Date | null
  handedOverAt: Date | null
  botPausedAt: Date | null
  snoozedUntil: Date | null
}

const columns = sql`id, channel_id as "channelId", contact_id as "contactId", merged_into as "mergedInto", address,
  address_kind as "addressKind", status, assignee_id as "assigneeId", team_id as "teamId", unread_count as "unreadCount",
  last_inbound_at as "lastInboundAt", window_expires_at as "windowExpiresAt", waiting_since as "waitingSince",
  handed_over_at as "handedOverAt", bot_paused_at as "botPausedAt", snoozed_until as "snoozedUntil"`

/** Locks all conversations of these contacts, in the order of ids as everywhere. */
export const lockContactConversations = (contactIds: readonly Uuid[]) => sql<MergingConversation>`
  select ${columns} from conversation where contact_id = any(${uuids(contactIds)}) order by id for no key update`

export const lockMergingConversations = (ids: readonly Uuid[]) => sql<MergingConversation>`
  select ${columns} from conversation where id = any(${uuids(ids)}) order by id for no key update`

/** Messages that come over from another conversation have been seen by nobody in this one. */
export const updateMergingConversations = (threads: readonly MergingConversation[]) => sql`
  update conversation c set contact_id = g."contactId", merged_into = g."mergedInto", address = g.address,
    address_kind = g."addressKind", status = g.status, assignee_id = g."assigneeId", team_id = g."teamId", unread_count = g."unreadCount",
    last_inbound_at = g."lastInboundAt", window_expires_at = g."windowExpiresAt", waiting_since = g."waitingSince",
    handed_over_at = g."handedOverAt", heard_count = c.heard_count + greatest(0, g."unreadCount" - c.unread_count),
    bot_paused_at = g."botPausedAt", snoozed_until = g."snoozedUntil", updated_at = now()
  from jsonb_to_recordset(${json(threads)}) as g(id uuid, "contactId" uuid, "mergedInto" uuid, address text,
    "addressKind" text, status text, "assigneeId" uuid, "teamId" uuid, "unreadCount" integer, "lastInboundAt" timestamptz,
    "windowExpiresAt" timestamptz, "waitingSince" timestamptz, "handedOverAt" timestamptz, "botPausedAt" timestamptz, "snoozedUntil" timestamptz)
  where c.id = g.id`
