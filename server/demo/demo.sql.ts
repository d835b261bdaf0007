import { json, sql } from '../platform/db/index.ts'
import type { Uuid } from '../platform/ids/index.ts'

/** One seeding at a time: two processes may start together on an empty database. */
export const lockSeeding = () => sql`select pg_advisory_xact_lock(hashtext('demo data'))`

export const selectState = (email: string) => sql<{ empty: boolean; planted: boolean }>`
  select not exists (select from tenant) as empty,
    exists (select from auth_user where email = ${email}) as planted`

export const selectSimulator = () => sql<{ id: Uuid }>`
  select id from channel where provider = 'simulator' order by id limit 1`

/** Work that is left to do for this tenant. */
export const selectUnfinished = () => sql<{ incoming: number; outgoing: number }>`
  select (select count(*) from raw_event_pending)::int + (select count(*) from event_pending)::int as incoming,
    (select count(*) from send_pending)::int as outgoing`

export interface ConversationRow {
  id: Uuid
  contactId: Uuid
  address: string
}

export const selectConversations = () => sql<ConversationRow>`
  select id, contact_id as "contactId", address from conversation`

export interface MessageRow {
  id: Uuid
  conversationId: Uuid
  author: string
  status: string
  providerMessageId: string | null
}

export const selectMessages = () => sql<MessageRow>`
  select id, conversation_id as "conversationId", author_kind as author, status,
    provider_message_id as "providerMessageId"
  from message order by conversation_id, seq`

/** What a provider's refusal leaves: the attempt ended, nothing more to do, the message failed. */
export const refuseSend = (messageId: Uuid, error: object) => sql`
  with ended as (
    update send_attempt set state = 'refused', error = ${json(error)}, started_at = now(), finished_at = now()
    where message_id = ${messageId}
  ), done as (
    delete from send_pending where id = ${messageId}
  ), settled as (
    update conversation set last_status = 'failed'
    where id = (select conversation_id from message where id = ${messageId})
  )
  update message set status = 'failed', error = ${json(error)} where id = ${messageId}`

/** Gives messages the times at which they are said to have been written. */
export const moveMessages = (times: ReadonlyArray<{ id: Uuid; at: string }>) => sql`
  update message m set created_at = r.at, provider_at = case when m.direction = 'inbound' then r.at end
  from jsonb_to_recordset(${json(times)}) as r(id uuid, at timestamptz) where m.id = r.id`

/** Makes conversations and their contacts as old as their messages say. */
export const moveConversations = () => sql`
  with times as (
    select m.conversation_id as id, min(m.created_at) as first, max(m.created_at) as last,
      max(m.created_at) filter (where m.direction = 'inbound') as inbound,
      min(m.created_at) filter (where m.direction = 'inbound' and m.seq > coalesce(answer.seq, 0)) as waiting
    from message m left join lateral (
      select max(seq) as seq from message where conversation_id = m.conversation_id and author_kind = 'user'
    ) answer on true
    group by m.conversation_id
  ), contacts as (
    update contact set created_at = times.first, updated_at = times.first
    from conversation c join times on times.id = c.id where contact.id = c.contact_id
  )
  update conversation c set created_at = times.first, updated_at = times.last, last_message_at = times.last,
    last_inbound_at = times.inbound, window_expires_at = times.inbound + interval '24 hours',
    waiting_since = case when c.waiting_since is not null then times.waiting end,
    bot_paused_at = case when c.bot_paused_at is not null then times.last end
  from times where times.id = c.id`

/** An order that the bot took is as old as the bot's word that it is placed. (Its history cannot be changed, not even here.) */
export const moveOrders = () => sql`
  with told as (
    select o.id, min(m.created_at) - interval '1 second' as at
    from orders o join message m on m.conversation_id = o.conversation_id
    where m.author_kind = 'bot' and m.content::text like '%#' || o.number || '%'
    group by o.id
  )
  update orders o set created_at = told.at, updated_at = told.at from told where told.id = o.id and o.created_at > told.at`
