import { json, sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { StatusDetail } from '../../channels/index.ts'
import { type Identity, isLinked } from '../../contacts/index.ts'
import type { ProviderMessageId } from './provider-id.sql.ts'
import type { MessageError } from './status.ts'

/** A status to be matched with its message: `ordinal` is its place in the list. */
export interface WantedMatch extends ProviderMessageId {
  ordinal: number
  /** The message that our callback data names. */
  messageId: Uuid | null
  /** The identities of the person it is about, as they are stored; null when there is nothing to link them with. */
  identities: readonly Identity[] | null
}

export interface MatchRow {
  ordinal: number
  messageId: Uuid
  conversationId: Uuid
  /** The id that the message has now. */
  providerMessageId: string | null
  /** Its person is known by all these identities. */
  linked: boolean
  /** Where the messages of its conversation go; null in groups, and for a status that names nobody. */
  address: string | null
  addressKind: Identity['kind'] | null
}

/** Who is called by one name alone is whom the message was sent to, as far as that is a number. */
const namesWith = sql`case when jsonb_array_length(w.identities) = 1 and c.address_kind in ('phone', 'wa_id')
      then w.identities || jsonb_build_object('kind', c.address_kind, 'scope', '', 'value', c.address)
      else w.identities end`

/**
 * Finds outbound messages by our own id and by the provider's. When one status finds two messages, the one with our id
 * counts.
 */
export const selectMatches = (wanted: readonly WantedMatch[]) => sql<MatchRow>`
  select w.ordinal, m.id as "messageId", m.conversation_id as "conversationId", m.provider_message_id as "providerMessageId",
    ${isLinked(namesWith)} as linked, c.address, c.address_kind as "addressKind"
  from jsonb_to_recordset(${json(wanted)}) as w(
    ordinal integer, "channelId" uuid, "providerMessageId" text, "messageId" uuid, identities jsonb)
  left join lateral (
    select message_id from message_key
    where channel_id = w."channelId" and provider_message_id = w."providerMessageId" offset 0
  ) k on true
  cross join lateral (
    select * from message where id = any(array[w."messageId", k.message_id]) offset 0
  ) m
  left join lateral (
    select address, address_kind from conversation
    where id = m.conversation_id and kind = 'direct' and w.identities is not null offset 0
  ) c on true
  where m.channel_id = w."channelId" and m.direction = 'outbound'`

/** A status as it is stored. */
export interface StatusRow {
  status: string
  providerAt: Date
  /** In a group: the member it is about. */
  participant?: string | undefined
  error: MessageError | null
  detail: unknown
}

export const insertParked = (tenantId: Uuid, rows: ReadonlyArray<ProviderMessageId & StatusRow>) => sql`
  insert into parked_status (
    tenant_id, channel_id, provider_message_id, status, participant, provider_at, error, detail)
  select ${tenantId}::uuid, "channelId", "providerMessageId", status, coalesce(participant, ''), "providerAt", error, detail
  from jsonb_to_recordset(${json(rows)}) as p("channelId" uuid, "providerMessageId" text, status text, participant text,
    "providerAt" timestamptz, error jsonb, detail jsonb)
  order by 2, 3, 4, 5
  on conflict do nothing`

export interface UnparkedRow extends ProviderMessageId, StatusRow {
  messageId: Uuid
}

/** Takes the parked statuses of these messages, in the order in which they happened, as the provider says. */
export const takeParked = (keys: ReadonlyArray<ProviderMessageId & { messageId: Uuid }>) => sql<UnparkedRow>`
  with taken as (
    delete from parked_status p
    using jsonb_to_recordset(${json(keys)}) as k("channelId" uuid, "providerMessageId" text, "messageId" uuid)
    where p.channel_id = k."channelId" and p.provider_message_id = k."providerMessageId"
    returning k."messageId", p.channel_id as "channelId", p.provider_message_id as "providerMessageId", p.status,
      p.participant, p.provider_at as "providerAt", p.error, p.detail
  ) select * from taken order by "providerAt"`

export interface MessageState {
  id: Uuid
  conversationId: Uuid
  seq: number
  status: string
  providerMessageId: string | null
  playedAt?: Date | null
}

/**
 * The current statuses of messages. Their conversations are locked now, so this stays true. Each message is looked up
 * by its key: see `selectRawEvents`.
 */
export const selectMessageStates = (ids: readonly Uuid[]) => sql<MessageState>`
  select id, conversation_id as "conversationId", seq, status, provider_message_id as "providerMessageId",
    played_at as "playedAt"
  from unnest(${uuids(ids)}) as wanted(key) cross join lateral (select * from message where id = wanted.key offset 0) found`

/** A status as it was received. */
export interface ReportedRow {
  status: string
  participant: string
  providerAt: Date | null
  error: MessageError | null
  detail: StatusDetail | null
}

/** The statuses of a message: one row for each kind, and in groups one for each member. */
export const selectStatuses = (
  messageId: Uuid,
  beyond: Pick<ReportedRow, 'status' | 'participant'> | null,
  most: number,
) => sql<ReportedRow>`
  select status, participant, provider_at as "providerAt", error, detail from message_status
  where message_id = ${messageId}
    and ${beyond ? sql`(status, participant) > (${beyond.status}, ${beyond.participant})` : sql`true`}
  order by status, participant limit ${most}`

/** Stores every status as it came, once for each kind. */
export const insertStatuses = (tenantId: Uuid, rows: ReadonlyArray<StatusRow & { messageId: Uuid }>) => sql`
  insert into message_status (tenant_id, message_id, status, participant, provider_at, error, detail)
  select ${tenantId}::uuid, "messageId", status, coalesce(participant, ''), "providerAt", error, detail
  from jsonb_to_recordset(${json(rows)}) as s(
    "messageId" uuid, status text, participant text, "providerAt" timestamptz, error jsonb, detail jsonb)
  on conflict do nothing`

/** A message's next status, and what the provider told with it. */
export interface Move {
  id: Uuid
  conversationId: Uuid
  seq: number
  status: string
  error: MessageError | null
  providerMessageId: string | null
  playedAt?: Date | null
}

/**
 * A status moves only to a higher rank; an id, once known, stays. Lists show the status of the newest message. The
 * lists of ids repeat what the join says, on purpose: with a list rows are looked up by key, while the join alone may
 * read all rows of a tenant.
 */
export const moveMessages = (moves: readonly Move[]) => sql`
  with given as (
    select * from jsonb_to_recordset(${json(moves)}) as g(
      id uuid, "conversationId" uuid, seq bigint, status text, error jsonb, "providerMessageId" text,
      "playedAt" timestamptz)
  ), moved as (
    update message m
    set status = case when status_rank(g.status) > status_rank(m.status) then g.status else m.status end,
      error = case when status_rank(g.status) > status_rank(m.status) then g.error else m.error end,
      provider_message_id = coalesce(m.provider_message_id, g."providerMessageId"),
      played_at = coalesce(m.played_at, g."playedAt")
    from given g where m.id = g.id and m.id = any(${uuids(moves.map(move => move.id))})
    returning m.id, m.conversation_id, m.seq, m.status
  )
  update conversation c set last_status = moved.status
  from moved
  where c.id = moved.conversation_id and c.id = any(${uuids(moves.map(move => move.conversationId))})
    and c.last_seq = moved.seq`

/** A status proves that the provider took the call whose outcome was unknown. */
export const settleUnknownAttempts = (
  attempts: ReadonlyArray<{ messageId: Uuid; no: number; providerMessageId: string }>,
) => sql`
  update send_attempt a
  set state = 'accepted', provider_message_id = g."providerMessageId", proof = 'status', finished_at = now()
  from jsonb_to_recordset(${json(attempts)}) as g("messageId" uuid, no smallint, "providerMessageId" text)
  where a.message_id = g."messageId" and a.message_id = any(${uuids(attempts.map(one => one.messageId))}) and a.no = g.no
    and a.state = 'unknown'`
