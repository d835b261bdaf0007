import { json, sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { MessageContent } from '../../channels/index.ts'
import type { OpenQuestion } from './choices.ts'
import { type SendingConversation, sendingColumns } from './sending-conversation.ts'

/** Locks in the order of ids. The database's clock decides about windows, because the clocks of nodes differ. */
export const lockSendingConversations = (ids: readonly Uuid[]) => sql<SendingConversation>`
  select id, channel_id as "channelId", contact_id as "contactId", ${sendingColumns(sql`conversation`)}
  from conversation where id = any(${uuids(ids)}) order by id for no key update`

/** The newest send that waits in each conversation. */
export const selectNewestPending = (conversationIds: readonly Uuid[]) => sql<{ lane: Uuid; id: Uuid }>`
  select wanted.lane, newest.id from unnest(${uuids(conversationIds)}) as wanted(lane)
  cross join lateral (select id from send_pending where lane = wanted.lane order by id desc limit 1) newest`

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
  channelId: Uuid
  seq: number
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
  /** Where traces are collected. */
  trace: string | undefined
}

/** What new messages of one conversation change in it, in their order. */
function summaryOf(id: Uuid, rows: readonly QueuedRow[]) {
  const last = rows.at(-1)!
  const asking = rows.findLast(row => row.asked !== undefined)
  return {
    id,
    lastSeq: last.seq,
    preview: last.preview,
    lastType: last.type,
    answers: rows.some(row => row.answers),
    endsWaiting: rows.some(row => row.endsWaiting),
    changesAsked: asking !== undefined,
    asked: asking?.asked ?? null,
    freeEntryExpiresAt: rows.findLast(row => row.freeEntryExpiresAt !== null)?.freeEntryExpiresAt ?? null,
  }
}

/** How long a lane with a message that is being sent is leased; longer than its deadline, see `begin-attempts.ts`. */
const LEASE_SECONDS = 55
const DEADLINE_SECONDS = 40

/**
 * Writes messages with their first attempts and rows of work; one statement, however many. The attempts in `starting`
 * are `sending` from the commit on, with a lease of their conversation's lane, unless somebody holds it. The caller
 * holds the locks of the conversations.
 *
 * @returns the lanes whose first message has been started
 */
export const insertQueued = (tenantId: Uuid, rows: readonly QueuedRow[], starting: ReadonlySet<Uuid>) => sql<{
  lane: Uuid
  fence: number
}>`
  with given as (
    select * from jsonb_to_recordset(${json(rows.map(row => ({ ...row, starts: starting.has(row.id) })))}) as g(
      id uuid, "conversationId" uuid, "channelId" uuid, seq bigint, type text, content jsonb, "authorKind" text,
      "authorId" uuid, "replyToProviderId" text, "retryOf" uuid, solicited boolean, starts boolean,
      trace text)
  ), advanced as (
    update conversation c set last_seq = g."lastSeq", last_message_at = greatest(c.last_message_at, now()),
      preview = g.preview, last_type = g."lastType", last_direction = 'outbound', last_status = 'queued',
      bot_paused_at = case when g.answers then now() else c.bot_paused_at end,
      waiting_since = case when g."endsWaiting" then null else c.waiting_since end,
      handed_over_at = case when g."endsWaiting" then null else c.handed_over_at end,
      unread_count = case when g."endsWaiting" then 0 else c.unread_count end,
      marked_unread_by = case when g.answers then '{}' else c.marked_unread_by end,
      choices = case when g."changesAsked" then nullif(g.asked, 'null') else c.choices end,
      choices_at = case when not g."changesAsked" then c.choices_at when nullif(g.asked, 'null') is not null then now() end,
      free_entry_expires_at = greatest(c.free_entry_expires_at, g."freeEntryExpiresAt"),
      window_expires_at = greatest(c.window_expires_at, g."freeEntryExpiresAt"), updated_at = now()
    from jsonb_to_recordset(${json([...Map.groupBy(rows, row => row.conversationId)].map(([id, own]) => summaryOf(id, own)))})
      as g(id uuid, "lastSeq" bigint, preview text, "lastType" text, answers boolean, "endsWaiting" boolean,
        "changesAsked" boolean, asked jsonb, "freeEntryExpiresAt" timestamptz)
    where c.id = g.id and c.id = any(${uuids([...new Set(rows.map(row => row.conversationId))])})
  ), leased as (
    insert into pending_lane (tenant_id, source, lane, fence, lease_until, open)
    select ${tenantId}::uuid, 'send_pending', "conversationId", nextval('pending_fence'),
      now() + ${LEASE_SECONDS} * interval '1 second', count(*)
    from given group by "conversationId" having bool_or(starts) order by "conversationId"
    on conflict (tenant_id, source, lane) do update set fence = excluded.fence, lease_until = excluded.lease_until,
      open = excluded.open, holder = excluded.holder
    where pending_lane.lease_until <= now()
    returning lane, fence
  ), ready as (
    select g.*, l.fence from given g left join leased l on g.starts and l.lane = g."conversationId"
  ), written as (
    insert into message (tenant_id, id, conversation_id, channel_id, seq, direction, type, status, content, author_kind,
      author_id, reply_to_provider_id, retry_of, solicited)
    select ${tenantId}::uuid, id, "conversationId", "channelId", seq, 'outbound', type,
      case when fence is null then 'queued' else 'sending' end, content, "authorKind", "authorId", "replyToProviderId",
      "retryOf", solicited
    from ready
  ), attempted as (
    insert into send_attempt (tenant_id, message_id, no, channel_id, conversation_id, state, fence, started_at, deadline,
      trace)
    select ${tenantId}::uuid, id, 1, "channelId", "conversationId", case when fence is null then 'queued' else 'sending' end,
      fence, case when fence is not null then now() end,
      case when fence is not null then now() + ${DEADLINE_SECONDS} * interval '1 second' end,
      trace
    from ready
  ), pending as (
    insert into send_pending (tenant_id, id, lane, ref, channel_id)
    select ${tenantId}::uuid, id, "conversationId", '1', "channelId" from ready
  )
  select lane, fence from leased`
