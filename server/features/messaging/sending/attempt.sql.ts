import { json, type RawBuilder, sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { MessageContent } from '../../channels/index.ts'
import type { ProviderMessageId } from '../messages/provider-id.sql.ts'
import type { MessageState, UnparkedRow } from '../messages/status.sql.ts'
import { type SendBlock, sendBlockOf } from './send-block.sql.ts'

/** One attempt, as its claim names it. */
export interface AttemptRef {
  messageId: Uuid
  no: number
  fence: number
}

/** An attempt for which it is asked whether it may be made now. */
export interface Asking extends AttemptRef {
  /** Its channel knows windows. */
  windowed: boolean
}

/** An attempt that is 'sending' from now on, with everything that the call needs. */
export interface StartedRow extends AttemptRef {
  conversationId: Uuid
  channelId: Uuid
  type: string
  content: MessageContent
  replyToProviderId: string | null
  address: string
  addressKind: string
  trace?: string | null | undefined
}

/**
 * Repeats the join with the given rows as a list of keys. A list is always looked up by key, whatever the statistics
 * say about the average tenant. The join alone may read all of a tenant's rows, once or even once for each given row:
 * half a second with 50,000.
 */
const among = (given: ReadonlyArray<{ messageId: Uuid }>, key: RawBuilder<unknown>) =>
  sql`${key} = any(${uuids(given.map(one => one.messageId))})`

/** Which of these messages are templates. */
export const selectTemplates = (ids: readonly Uuid[]) => sql<{ id: Uuid }>`
  select id from message where id = any(${uuids(ids)}) and type = 'template'`

/** Locks conversations in the order of ids, as everywhere, and returns the channel of each. */
export const lockSendingConversations = (ids: readonly Uuid[]) => sql<{ id: Uuid; channelId: Uuid }>`
  select id, channel_id as "channelId" from conversation where id = any(${uuids(ids)}) order by id for no key update`

/**
 * Marks attempts 'sending', each with the fence of its claim and a deadline; `file` is the deadline in seconds for
 * messages with a file. Marks only attempts that nobody has started, whose message still waits and may leave: in the
 * meantime a status may have proven that an earlier attempt arrived, a window may have closed, or the customer may have
 * opted out.
 */
export const startAttempts = (
  attempts: readonly Asking[],
  { plain, file }: { plain: number; file: number },
) => sql<StartedRow>`
  with given as (
    select * from jsonb_to_recordset(${json(attempts)}) as g("messageId" uuid, no smallint, fence bigint, windowed boolean)
  ), started as (
    update send_attempt a set state = 'sending', fence = g.fence, started_at = now(),
      deadline = now() + interval '1 second' * case when m.content #> '{media,fileId}' is null then ${plain} else ${file} end::integer
    from given g join message m on m.id = g."messageId" and ${among(attempts, sql`m.id`)}
    where a.message_id = g."messageId" and ${among(attempts, sql`a.message_id`)} and a.no = g.no and a.state = 'queued'
      and m.status = 'queued'
      and ${sendBlockOf(sql`g.windowed`)} is null
    returning a.message_id, a.no, a.fence, m.type, m.content, m.conversation_id, m.channel_id, m.reply_to_provider_id,
      a.trace
  ), marked as (
    update message m set status = 'sending' from started s where m.id = s.message_id and ${among(attempts, sql`m.id`)}
  )
  select s.message_id as "messageId", s.no, s.fence, s.type, s.content, s.conversation_id as "conversationId",
    s.channel_id as "channelId", s.reply_to_provider_id as "replyToProviderId", c.address, c.address_kind as "addressKind",
    s.trace
  from started s cross join lateral (
    select address, address_kind from conversation where id = s.conversation_id offset 0
  ) c`

export interface AttemptState {
  messageId: Uuid
  conversationId: Uuid
  no: number
  state: 'queued' | 'sending' | 'accepted' | 'refused' | 'unknown'
  fence: number | null
  messageStatus: string
  /** Seconds until the deadline; negative when it has passed. */
  secondsLeft: number | null
  /** Seconds since this attempt was created. */
  waitedSeconds: number
  hindrance: SendBlock | null
}

export const selectAttemptStates = (attempts: readonly Asking[]) => sql<AttemptState>`
  select a.message_id as "messageId", a.conversation_id as "conversationId", a.no, a.state, a.fence, m.status as "messageStatus",
    extract(epoch from a.deadline - now())::float as "secondsLeft",
    extract(epoch from now() - a.created_at)::float as "waitedSeconds", ${sendBlockOf(sql`g.windowed`)} as hindrance
  from jsonb_to_recordset(${json(attempts)}) as g("messageId" uuid, no smallint, windowed boolean)
  join send_attempt a on a.message_id = g."messageId" and ${among(attempts, sql`a.message_id`)} and a.no = g.no
  join message m on m.id = a.message_id and ${among(attempts, sql`m.id`)}`

/**
 * The messages among these whose call was begun and whose deadline has passed: the worker that made the call has ended,
 * or hangs.
 */
export const selectPassed = (attempts: readonly AttemptRef[]) => sql<{ messageId: Uuid }>`
  select a.message_id as "messageId"
  from jsonb_to_recordset(${json(attempts)}) as g("messageId" uuid, no smallint)
  join send_attempt a on a.message_id = g."messageId" and ${among(attempts, sql`a.message_id`)} and a.no = g.no
  where a.state = 'sending' and a.deadline < now()`

/** The result of one call. */
export interface AttemptEnd extends AttemptRef {
  state: 'accepted' | 'refused' | 'unknown'
  providerMessageId: string | null
  /** The proof: the class of a refusal, or how the answer was lost. */
  proof: string | null
  error: unknown
}

/**
 * Everything that recording outcomes locks, in the order that holds everywhere: the channels of the ids that providers gave
 * (shared, see `lockOutboundIds`), the ids, which are written, and the conversations. A statement of its own, because what
 * is read later must see what others wrote while this one waited.
 */
export const lockForOutcomes = (
  tenantId: Uuid,
  keys: ReadonlyArray<ProviderMessageId & { messageId: Uuid }>,
  conversationIds: readonly Uuid[],
) => sql`
  with given as (
    select * from jsonb_to_recordset(${json(keys)}) as k("channelId" uuid, "providerMessageId" text, "messageId" uuid)
  ), locked as materialized (
    select pg_advisory_xact_lock_shared(key) from (
      select distinct hashtextextended('outbound ' || "channelId", 0) as key from given order by 1
    ) ordered
  ), written as (
    insert into message_key (tenant_id, channel_id, provider_message_id, message_id)
    select ${tenantId}::uuid, "channelId", "providerMessageId", "messageId" from given
    where (select count(*) from locked) >= 0
    order by "channelId", "providerMessageId"
    on conflict do nothing
    returning message_id
  )
  select from conversation where id = any(${uuids(conversationIds)}) and (select count(*) from written) >= 0
  order by id for no key update`

/** An attempt whose outcome was recorded, and its message as it stands. */
export interface EndedRow extends MessageState {
  no: number
  /** The statuses that were parked for the id that the provider gave it. */
  parked: ParkedStatus[]
}

/** A status as it comes out of `endAttempts`. */
export type ParkedStatus = Omit<UnparkedRow, 'messageId' | 'providerAt'> & { providerAt: string }

/**
 * Records outcomes, matched by their fence. The messages' conversations are locked, so what is read of the messages stays
 * true. An attempt that was given up as unknown still accepts a proof from the
 * worker that made the call, because nobody else can have made another one.
 */
export const endAttempts = (
  ends: readonly AttemptEnd[],
  keys: ReadonlyArray<ProviderMessageId & { messageId: Uuid }>,
) => sql<EndedRow>`
  with ended as (update send_attempt a set state = g.state, provider_message_id = coalesce(g."providerMessageId", a.provider_message_id),
    proof = g.proof, error = g.error, finished_at = now()
  from jsonb_to_recordset(${json(ends)}) as g("messageId" uuid, no smallint, fence bigint, state text,
    "providerMessageId" text, proof text, error jsonb)
  where a.message_id = g."messageId" and ${among(ends, sql`a.message_id`)} and a.no = g.no and a.fence = g.fence
    and (a.state = 'sending' or (a.state = 'unknown' and g.state <> 'unknown'))
  returning a.message_id, a.no), taken as (
    delete from parked_status p
    using jsonb_to_recordset(${json(keys)}) as k("channelId" uuid, "providerMessageId" text, "messageId" uuid)
    where p.channel_id = k."channelId" and p.provider_message_id = k."providerMessageId"
    returning k."messageId", p.channel_id as "channelId", p.provider_message_id as "providerMessageId", p.status,
      p.participant, p.provider_at as "providerAt", p.error, p.detail
  )
  select m.id, m.conversation_id as "conversationId", m.seq, m.status, m.provider_message_id as "providerMessageId",
    m.played_at as "playedAt", ended.no, coalesce((
      select jsonb_agg(to_jsonb(taken) - 'messageId' order by taken."providerAt") from taken where taken."messageId" = m.id
    ), '[]') as parked
  from ended cross join lateral (select * from message where id = ended.message_id offset 0) m`

/** How many attempts of each message were refused for one of these reasons. */
export const countAttempts = (messageIds: readonly Uuid[], classes: readonly string[]) => sql<{
  messageId: Uuid
  count: number
}>`
  select message_id as "messageId", count(*)::integer as count from send_attempt
  where message_id = any(${uuids(messageIds)}) and state = 'refused' and proof = any(${[...classes]}::text[])
  group by message_id`

/** Ends attempts that nobody will make any more, whatever their fence is. */
export const closeAttempts = (
  ends: ReadonlyArray<{ messageId: Uuid; no: number; state: 'refused' | 'unknown' | 'accepted'; proof: string }>,
) => sql`
  update send_attempt a set state = g.state, proof = g.proof, finished_at = now()
  from jsonb_to_recordset(${json(ends)}) as g("messageId" uuid, no smallint, state text, proof text)
  where a.message_id = g."messageId" and ${among(ends, sql`a.message_id`)} and a.no = g.no
    and a.state in ('queued', 'sending')`

/** Makes a refused message wait for its next attempt. This is no step back of a status, because nothing has left. */
export const requeueMessages = (tenantId: Uuid, next: ReadonlyArray<{ messageId: Uuid; no: number }>) => sql`
  with given as (select * from jsonb_to_recordset(${json(next)}) as g("messageId" uuid, no smallint)), waiting as (
    update message m set status = 'queued' from given g
    where m.id = g."messageId" and ${among(next, sql`m.id`)} and m.status = 'sending'
    returning m.id, m.channel_id, m.conversation_id
  )
  insert into send_attempt (tenant_id, message_id, no, channel_id, conversation_id, state)
  select ${tenantId}::uuid, w.id, g.no, w.channel_id, w.conversation_id, 'queued'
  from waiting w join given g on g."messageId" = w.id`

/**
 * For calls that were never written to the network: the same attempts wait again, because no provider can have seen
 * them.
 */
export const rewindAttempts = (attempts: readonly AttemptRef[]) => sql`
  with given as (
    select * from jsonb_to_recordset(${json(attempts)}) as g("messageId" uuid, no smallint, fence bigint)
  ), rewound as (
    update send_attempt a set state = 'queued', fence = null, deadline = null, proof = 'not written', finished_at = null
    from given g
    where a.message_id = g."messageId" and ${among(attempts, sql`a.message_id`)} and a.no = g.no and a.fence = g.fence
    returning a.message_id
  )
  update message m set status = 'queued' from rewound r
  where m.id = r.message_id and ${among(attempts, sql`m.id`)} and m.status = 'sending'`
