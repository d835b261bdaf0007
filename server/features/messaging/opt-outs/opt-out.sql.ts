import { sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { MessageState } from '../messages/status.sql.ts'

/**
 * Whether message `m` must not reach a customer who opted out: true of every message, except a person's own answer,
 * messages the customer asked for, and the system's confirmations.
 */
export const isUnasked = sql`(not m.solicited and (m.author_kind in ('bot', 'campaign', 'api') or (m.author_kind = 'user' and m.type = 'template')))`

/** All conversations of people. */
export const selectConversationsOf = (contactIds: readonly Uuid[]) => sql<{ id: Uuid }>`
  select id from conversation where contact_id = any(${uuids(contactIds)})`

/**
 * The messages that wait to be sent in these conversations, except a person's own words and the system's confirmations.
 */
export const selectUnsent = (conversationIds: readonly Uuid[]) => sql<MessageState>`
  select m.id, m.conversation_id as "conversationId", m.seq, m.status, m.provider_message_id as "providerMessageId"
  from send_pending p join message m on m.id = p.id
  where p.lane = any(${uuids(conversationIds)}) and m.status = 'queued' and ${isUnasked}`

/** The contacts of these conversations; a group has no contact. */
export const selectPeopleOf = (conversationIds: readonly Uuid[]) => sql<{ id: Uuid; contactId: Uuid }>`
  select id, contact_id as "contactId" from conversation
  where id = any(${uuids(conversationIds)}) and contact_id is not null and address_kind <> 'group'`
