import { sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** How many of a conversation's messages a person has seen. */
export interface ReadRow {
  conversationId: Uuid
  readCount: number
}

export const selectReads = (userId: Uuid, ids: readonly Uuid[]) => sql<ReadRow>`
  select conversation_id as "conversationId", read_count as "readCount" from conversation_reader
  where user_id = ${userId} and conversation_id = any(${uuids(ids)})`

/** Marks everything that has come until now as read by this person. */
export const saveRead = (id: Uuid, userId: Uuid) => sql`
  with read as (
    insert into conversation_reader (tenant_id, conversation_id, user_id, read_count)
    select tenant_id, id, ${userId}::uuid, heard_count from conversation where id = ${id}
    on conflict (tenant_id, conversation_id, user_id) do update set read_count = excluded.read_count, read_at = now()
  )
  update conversation set marked_unread_by = array_remove(marked_unread_by, ${userId}::uuid)
  where id = ${id} and ${userId}::uuid = any(marked_unread_by)`

/** Marks the conversation as unread for this person, until they read it again or somebody answers. */
export const saveUnread = (id: Uuid, userId: Uuid) => sql`
  with forgotten as (
    delete from conversation_reader where conversation_id = ${id} and user_id = ${userId}
  )
  update conversation set marked_unread_by = array_append(marked_unread_by, ${userId}::uuid)
  where id = ${id} and not ${userId}::uuid = any(marked_unread_by)`

/**
 * Which conversations are unread for a person, by the same rule as `unreadFor`. Without a person: which conversations
 * wait for any person.
 */
export const unreadBy = (userId: Uuid | null) =>
  userId === null
    ? sql`unread_count > 0`
    : sql`(unread_count > 0 or marked_unread_by <> '{}') and (${userId}::uuid = any(marked_unread_by)
        or (unread_count > 0 and not exists (
          select from conversation_reader r where r.tenant_id = conversation.tenant_id
            and r.conversation_id = conversation.id and r.user_id = ${userId} and r.read_count >= conversation.heard_count)))`
