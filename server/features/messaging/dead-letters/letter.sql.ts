import { json, sql, uuids } from '../../../platform/db/index.ts'
import type { ActorKind } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { BuriedTable, FailedAttempt } from '../../../platform/pending/index.ts'
import type { AttemptError } from './cause.ts'

/** Something that was given up, as it is stored. */
export interface Letter {
  id: Uuid
  source: BuriedTable
  /** The delivery, the message, or the row of work of an event. */
  sourceId: Uuid
  /** The channel of a delivery; the conversation of a message; for an event a hash of subscriber and aggregate. */
  lane: Uuid
  /** Attempt number of a message; `<subscriber>:<event id>` of an event. */
  ref: string | null
  /** Null for events. */
  channelId: Uuid | null
  attempts: number
  code: string
  message: string
  /** Of a message: what its last refusal means. */
  meaning: string | null
  history: FailedAttempt[]
  firstAt: Date
  lastAt: Date
  redrivenAt: Date | null
  redrivenByKind: ActorKind | null
  redrivenById: Uuid | null
  dismissedAt: Date | null
  /** It was re-driven, no work for it is waiting, and it has not failed again. */
  resolved: boolean
}

const columns = sql`l.id, l.source, l.source_id as "sourceId", l.lane, l.ref,
  case when l.source in ('raw_event_pending', 'media_pending') then l.lane
    when l.source = 'send_pending' then (select m.channel_id from message m where m.id = l.source_id) end as "channelId",
  l.attempts, l.error_code as code, l.error_message as message, l.history,
  case when l.source = 'send_pending' then coalesce(
    (select m.error ->> 'meaning' from message m where m.id = l.source_id),
    (select a.error ->> 'meaning' from send_attempt a where a.message_id = l.source_id and a.error is not null
      order by a.no desc limit 1)) end as meaning,
  coalesce(l.first_at, l.created_at) as "firstAt", l.created_at as "lastAt", l.redriven_at as "redrivenAt",
  l.redriven_by_kind as "redrivenByKind", l.redriven_by_id as "redrivenById", l.dismissed_at as "dismissedAt",
  l.redriven_at is not null
    and not exists (
      select from dead_letter n where n.source = l.source and n.source_id = l.source_id and n.id > l.id
        and n.error_code = l.error_code)
    and not exists (select from raw_event_pending p where l.source = 'raw_event_pending' and p.id = l.source_id)
    and not exists (select from event_pending p where l.source = 'event_pending' and p.id = l.source_id)
    and not exists (select from media_pending p where l.source = 'media_pending' and p.id = l.source_id)
    and not exists (select from long_job_pending p where l.source = 'long_job_pending' and p.id = l.source_id)
    and not exists (select from send_pending p where l.source = 'send_pending' and p.id = l.source_id) as resolved`

const OPEN = sql`l.redriven_at is null and l.dismissed_at is null`
const STATES = {
  open: OPEN,
  redriven: sql`l.redriven_at is not null and l.dismissed_at is null`,
  dismissed: sql`l.dismissed_at is not null`,
}
export type LetterState = keyof typeof STATES

export const selectLetter = (id: Uuid) => sql<Letter>`select ${columns} from dead_letter l where l.id = ${id}`

export const lockLetter = (id: Uuid) => sql<Letter>`
  select ${columns} from dead_letter l where l.id = ${id} for no key update of l`

/** The letters before `beyond`, newest first. */
export const selectLetters = (
  of: { state: LetterState; source: BuriedTable | undefined; beyond: Uuid | null },
  most: number,
) => sql<Letter>`
  select ${columns} from dead_letter l
  where ${STATES[of.state]} ${of.source ? sql`and l.source = ${of.source}` : sql``}
    ${of.beyond ? sql`and l.id < ${of.beyond}` : sql``}
  order by l.id desc limit ${most}`

/** Open letters after `beyond`, oldest first. */
export const selectOpen = (of: { source: BuriedTable | undefined; beyond: Uuid | null }, most: number) => sql<{
  id: Uuid
}>`
  select l.id from dead_letter l where ${OPEN} ${of.source ? sql`and l.source = ${of.source}` : sql``}
    ${of.beyond ? sql`and l.id > ${of.beyond}` : sql``}
  order by l.id limit ${most}`

export const selectByIds = (ids: readonly Uuid[]) => sql<Letter>`
  select ${columns} from dead_letter l where l.id = any(${uuids(ids)}) order by l.id`

export interface ActorColumns {
  kind: ActorKind
  id?: Uuid | null
}

/**
 * Re-drives letters of deliveries, files and events: marks the letters and writes their rows of work, in one statement.
 * Letters that are not open are left alone; work that is already waiting is not doubled.
 */
export const takeUpWork = (ids: readonly Uuid[], by: ActorColumns) => sql<Pick<Letter, 'id' | 'source'>>`
  with taken as (
    update dead_letter l set redriven_at = now(), redriven_by_kind = ${by.kind}, redriven_by_id = ${by.id ?? null}::uuid
    where l.id = any(${uuids(ids)}) and ${OPEN} and l.source <> 'send_pending'
    returning l.tenant_id, l.id, l.source, l.source_id, l.lane, l.ref
  ), deliveries as (
    insert into raw_event_pending (tenant_id, id, lane)
    select distinct tenant_id, source_id, lane from taken where source = 'raw_event_pending' on conflict do nothing
  ), files as (
    insert into media_pending (tenant_id, id, lane)
    select distinct tenant_id, source_id, lane from taken where source = 'media_pending' on conflict do nothing
  ), events as (
    insert into event_pending (tenant_id, id, lane, ref)
    select distinct tenant_id, source_id, lane, ref from taken where source = 'event_pending' on conflict do nothing
  ), jobs as (
    insert into long_job_pending (tenant_id, id, lane)
    select distinct tenant_id, source_id, lane from taken where source = 'long_job_pending' on conflict do nothing
  ), reopened as (
    update long_job j set status = 'running', finished_at = null, error_code = null, error_message = null
    from taken where taken.source = 'long_job_pending' and j.id = taken.lane and j.status = 'failed'
  )
  select id, source from taken`

/** Marks the open letters of a message as re-driven. */
export const takeUpSend = (messageId: Uuid, by: ActorColumns) => sql`
  update dead_letter l set redriven_at = now(), redriven_by_kind = ${by.kind}, redriven_by_id = ${by.id ?? null}::uuid
  where l.source = 'send_pending' and l.source_id = ${messageId} and ${OPEN}`

/**
 * Adds one more attempt of a message with its row of work; the message is queued again. The caller holds the
 * conversation's lock.
 */
export const requeueSend = (tenantId: Uuid, of: { messageId: Uuid; conversationId: Uuid; attemptNo: number }) => sql`
  with waiting as (
    update message set status = 'queued', error = null where id = ${of.messageId}
    returning tenant_id, id, channel_id, conversation_id, seq
  ), attempt as (
    insert into send_attempt (tenant_id, message_id, no, channel_id, conversation_id, state)
    select tenant_id, id, ${of.attemptNo}, channel_id, conversation_id, 'queued' from waiting
  ), work as (
    insert into send_pending (tenant_id, id, lane, ref, channel_id)
    select ${tenantId}::uuid, ${of.messageId}::uuid, ${of.conversationId}::uuid, ${`${of.attemptNo}`}, channel_id from waiting
  )
  update conversation c set last_status = 'queued' from waiting w where c.id = w.conversation_id and c.last_seq = w.seq`

export const dismissLetter = (id: Uuid) => sql`
  update dead_letter set dismissed_at = now() where id = ${id} and dismissed_at is null`

/** One call to a provider, for the history of a message. */
export interface CallRow {
  attemptNo: number
  state: string
  at: Date
  proof: string | null
  error: AttemptError | null
}

export const selectCalls = (messageId: Uuid) => sql<CallRow>`
  select no as "attemptNo", state, coalesce(finished_at, started_at, created_at) as at, proof, error from send_attempt
  where message_id = ${messageId} order by no`

/** When each message was first tried; when it was never tried, when the first attempt was planned. */
export const selectFirstAttempts = (messageIds: readonly Uuid[]) => sql<{ messageId: Uuid; at: Date }>`
  select message_id as "messageId", min(coalesce(started_at, created_at)) as at from send_attempt
  where message_id = any(${uuids(messageIds)}) group by message_id`

export const isRetried = (messageId: Uuid) => sql<{ id: Uuid }>`
  select message_id as id from message_client_key where client_key = ${`retry:${messageId}`}`

/** The event behind a row of work. */
export const selectEvent = (id: Uuid) =>
  sql<{ type: string; data: unknown }>`select type, data from event where id = ${id}`

/** Forgets that unreadable parts of deliveries were seen, because a part that was seen before is ignored. */
export const forgetKeys = (keys: ReadonlyArray<{ channelId: Uuid; key: string }>) => sql`
  delete from message_key k using jsonb_to_recordset(${json(keys)}) as g("channelId" uuid, key text)
  where k.channel_id = g."channelId" and k.provider_message_id = g.key`
