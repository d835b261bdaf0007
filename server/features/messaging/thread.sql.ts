import { json, type RawBuilder, sql, uuids } from '../../platform/db/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import type { Asked } from './choices.ts'
import type { Advance } from './fold.ts'
import { FREE_ENTRY_HOURS, WINDOW_HOURS } from './window.ts'

/** The thread of one contact on one channel. */
export interface ThreadKey {
  channelId: Uuid
  contactId: Uuid
}

export interface ThreadRow extends ThreadKey {
  id: Uuid
}

export const selectThreads = (keys: readonly ThreadKey[]) => sql<ThreadRow>`
  select c.id, c.channel_id as "channelId", c.contact_id as "contactId"
  from jsonb_to_recordset(${json(keys)}) as k("channelId" uuid, "contactId" uuid)
  join conversation c on c.channel_id = k."channelId" and c.contact_id = k."contactId"`

export interface NewThread extends ThreadRow {
  address: string
  addressKind: string
}

/** Opens threads that are not there; one that another transaction opened first is missing in the answer. */
export const insertThreads = (tenantId: Uuid, threads: readonly NewThread[]) => sql<ThreadRow>`
  insert into conversation (tenant_id, id, channel_id, contact_id, address, address_kind)
  select ${tenantId}::uuid, id, "channelId", "contactId", address, "addressKind"
  from jsonb_to_recordset(${json(threads)}) as t(
    id uuid, "channelId" uuid, "contactId" uuid, address text, "addressKind" text)
  order by "channelId", "contactId"
  on conflict do nothing
  returning id, channel_id as "channelId", contact_id as "contactId"`

/** The row of a conversation is the lock of everything in it. Locks are taken in the order of ids, everywhere. */
export const lockConversations = (ids: readonly Uuid[]) => sql`
  select from conversation where id = any(${uuids(ids)}) order by id for no key update`

const hours = (count: number) => sql`${count} * interval '1 hour'`

/** A colleague answered on another device somebody who came from an ad: the same rule as `freeEntryEnd` in window.ts. */
const freeEntryEnd = sql`case when g.answered and c.free_entry_at + ${hours(WINDOW_HOURS)} >= now()
      then c.free_entry_at + ${hours(FREE_ENTRY_HOURS)} end`

/** Ends of free entry windows as the provider told them; never later than a window can be. Under the conversations' locks. */
export const extendWindows = (ends: ReadonlyArray<{ conversationId: Uuid; endsAt: Date }>) => sql`
  update conversation c set free_entry_expires_at = greatest(c.free_entry_expires_at, g.ends),
    window_expires_at = greatest(c.window_expires_at, g.ends)
  from (
    select "conversationId" as id, least(max("endsAt"), now() + ${hours(FREE_ENTRY_HOURS)}) as ends
    from jsonb_to_recordset(${json(ends)}) as told("conversationId" uuid, "endsAt" timestamptz) group by 1
  ) g where c.id = g.id`

export interface AdvancedRow extends ThreadRow {
  /** The number of the message before the new ones. */
  seqBefore: number
  /** The status it had before. */
  statusBefore: string
  botPaused: boolean
  /** The question that is open, and since when. */
  asked: Asked | null
  askedAt: Date | null
}

/**
 * Hands out numbers to new messages and brings what the list shows up to date: one statement for a whole batch. The lock on
 * each row, taken in the order of ids before anything is written, is what makes numbers gapless and in order. A moment
 * that a provider puts into the future counts as now.
 */
export const advanceConversations = (advances: ReadonlyArray<Advance & { id: Uuid }>) => sql<AdvancedRow>`
  with given as (
    select * from jsonb_to_recordset(${json(advances.map(rowOf))}) as g(
      id uuid, count integer, preview text, "lastType" text, "lastDirection" text, "inboundAt" timestamptz,
      "freeEntryAt" timestamptz, unread integer, answered boolean, "waitingFrom" timestamptz, reopens boolean,
      address text, "addressKind" text)
  ), locked as (
    select c.id, c.status from conversation c where c.id = any(${uuids(advances.map(advance => advance.id))})
    order by c.id for no key update
  )
  update conversation c set
    last_seq = c.last_seq + g.count,
    last_message_at = greatest(c.last_message_at, now()),
    last_inbound_at = greatest(c.last_inbound_at, ${notAhead(sql`g."inboundAt"`)}),
    window_expires_at = greatest(c.window_expires_at, ${notAhead(sql`g."inboundAt"`)} + ${hours(WINDOW_HOURS)},
      ${freeEntryEnd}),
    free_entry_at = greatest(c.free_entry_at, ${notAhead(sql`g."freeEntryAt"`)}),
    free_entry_expires_at = greatest(c.free_entry_expires_at, ${freeEntryEnd}),
    unread_count = case when g.answered then 0 else c.unread_count end + g.unread,
    waiting_since = coalesce(
      case when g.answered then null else c.waiting_since end, ${notAhead(sql`g."waitingFrom"`)}),
    bot_paused_at = case when g.answered then coalesce(c.bot_paused_at, now()) else c.bot_paused_at end,
    status = case when g.reopens then 'open' else c.status end,
    snoozed_until = case when g.reopens then null else c.snoozed_until end,
    address = coalesce(g.address, c.address),
    address_kind = coalesce(g."addressKind", c.address_kind),
    preview = g.preview, last_type = g."lastType", last_direction = g."lastDirection",
    last_status = case when g."lastDirection" = 'outbound' then 'sent' end,
    updated_at = now()
  from locked join given g on g.id = locked.id
  where c.id = locked.id
  returning c.id, c.channel_id as "channelId", c.contact_id as "contactId", c.last_seq - g.count as "seqBefore",
    locked.status as "statusBefore", c.bot_paused_at is not null as "botPaused", c.choices_at as "askedAt",
    case when c.choices_at > now() - interval '24 hours' then c.choices end as asked`

/** `least` ignores nulls, so it alone would make "never" into "now". */
const notAhead = (moment: RawBuilder<unknown>) => sql`case when ${moment} is not null then least(${moment}, now()) end`

const rowOf = ({ address, ...advance }: Advance & { id: Uuid }) => ({
  ...advance,
  address: address?.value ?? null,
  addressKind: address?.kind ?? null,
})
