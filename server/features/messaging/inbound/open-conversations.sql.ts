import { json, type RawBuilder, sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { maybeFold } from '../../../platform/text/index.ts'
import type { ConversationStatus } from '../conversations/conversation.sql.ts'
import { FREE_ENTRY_HOURS, WINDOW_HOURS } from '../conversations/window.ts'
import type { OpenQuestion } from '../outbound/choices.ts'
import { type SendingConversation, sendingColumns } from '../outbound/sending-conversation.ts'
import type { SummaryChange } from './conversation-summary.ts'
import { knownGroupName } from './group-names.sql.ts'

/** Names the conversation with one contact, or with one group, on one channel; one of the two is null. */
export interface ConversationKey {
  channelId: Uuid
  contactId: Uuid | null
  groupKey: string | null
}

export interface ConversationRow extends ConversationKey {
  id: Uuid
}

const threadColumns = sql`c.id, c.channel_id as "channelId", c.contact_id as "contactId", c.group_key as "groupKey"`

/** Conversations that were merged into others are left out: nothing new is stored there. */
export const selectPersonConversations = (keys: readonly ConversationKey[]) => sql<ConversationRow>`
  select ${threadColumns}
  from jsonb_to_recordset(${json(keys)}) as k("channelId" uuid, "contactId" uuid)
  cross join lateral (
    select * from conversation
    where channel_id = k."channelId" and contact_id = k."contactId" and merged_into is null offset 0
  ) c`

export const selectGroupConversations = (keys: readonly ConversationKey[]) => sql<ConversationRow>`
  select ${threadColumns}
  from jsonb_to_recordset(${json(keys)}) as k("channelId" uuid, "groupKey" text)
  cross join lateral (
    select * from conversation where channel_id = k."channelId" and group_key = k."groupKey" offset 0
  ) c`

export interface NewConversation extends ConversationRow {
  address: string
  addressKind: string
  groupName: string | null
  /** `resolved` when all was imported from before the number was connected: nobody has to do anything about it. */
  status: 'open' | 'resolved'
  /** What its first messages make wait; see `SummaryChange`. */
  unread?: number
  waitingFrom?: Date | null
  inboundAt?: Date | null
}

/** Opens conversations that do not exist. One that another transaction opened first is missing in the answer. */
export const insertConversations = (tenantId: Uuid, threads: readonly NewConversation[]) => sql<ConversationRow>`
  insert into conversation as c (tenant_id, id, channel_id, contact_id, kind, group_key, group_name, group_name_folded,
    address, address_kind, status, unread_count, waiting_since, window_expires_at)
  select ${tenantId}::uuid, id, "channelId", "contactId", case when "groupKey" is null then 'direct' else 'group' end,
    "groupKey", coalesce("groupName", ${knownGroupName(sql`t."channelId"`, sql`t."groupKey"`)}), "groupFolded", address,
    "addressKind", status, coalesce(unread, 0), ${notAhead(sql`"waitingFrom"`)},
    ${notAhead(sql`"inboundAt"`)} + ${hours(WINDOW_HOURS)}
  from jsonb_to_recordset(${json(threads.map(withFold))}) as t(id uuid, "channelId" uuid, "contactId" uuid, "groupKey" text,
    "groupName" text, "groupFolded" text, address text, "addressKind" text, status text, unread integer,
    "waitingFrom" timestamptz, "inboundAt" timestamptz)
  order by "channelId", "contactId", "groupKey"
  on conflict do nothing
  returning ${threadColumns}`

/** The row of a conversation is the lock for everything in it. Locks are taken in the order of ids, everywhere. */
export const lockConversations = (ids: readonly Uuid[]) => sql`
  select from conversation where id = any(${uuids(ids)}) order by id for no key update`

/** Locks the conversation of a message, and the one that replaced it in a merge. */
export const lockConversationsOf = (messageId: Uuid) => sql`
  with own as (select c.id, c.merged_into from message m join conversation c on c.id = m.conversation_id where m.id = ${messageId})
  select from conversation where id in (select id from own union select merged_into from own) order by id
  for no key update`

/** Messages from before the number was connected show in the list only where there are no newer ones. */
const isNewest = sql`(g."historicAt" is null or c.last_seq = 0 or g."historicAt" > c.last_message_at)`

/** `least` ignores nulls, so it alone would make "never" into "now". */
export const notAhead = (moment: RawBuilder<unknown>) =>
  sql`case when ${moment} is not null then least(${moment}, now()) end`

export const hours = (count: number) => sql`${count} * interval '1 hour'`

/**
 * A colleague answered on another device, and the customer came from an ad: the same rule as `freeEntryEnd` in
 * window.ts.
 */
const freeEntryEnd = sql`case when g.answered and c.free_entry_at + ${hours(WINDOW_HOURS)} >= now()
      then c.free_entry_at + ${hours(FREE_ENTRY_HOURS)} end`

/**
 * Moves the ends of free entry windows to what the provider told, at most as late as such a window can end. The caller
 * holds the conversations' locks.
 */
export const extendWindows = (ends: ReadonlyArray<{ conversationId: Uuid; endsAt: Date }>) => sql`
  update conversation c set free_entry_expires_at = greatest(c.free_entry_expires_at, g.ends),
    window_expires_at = greatest(c.window_expires_at, g.ends)
  from (
    select "conversationId" as id, least(max("endsAt"), now() + ${hours(FREE_ENTRY_HOURS)}) as ends
    from jsonb_to_recordset(${json(ends)}) as told("conversationId" uuid, "endsAt" timestamptz) group by 1
  ) g where c.id = g.id and c.id = any(${uuids(ends.map(end => end.conversationId))})`

export interface AdvancedRow extends ConversationRow, SendingConversation {
  /** The number of the message before the new ones. */
  seqBefore: number
  /** The status before the change. */
  statusBefore: ConversationStatus
  groupName: string | null
  groupNameBefore: string | null
  /** The open question, and since when it is open. */
  asked: OpenQuestion | null
  askedAt: Date | null
}

/**
 * Gives numbers to new messages and updates what the list shows: one statement for a whole batch. The rows are locked
 * in the order of ids before anything is written; that makes the numbers gapless and in order. A moment that a provider
 * puts into the future counts as now.
 */
export const advanceConversations = (advances: ReadonlyArray<SummaryChange & { id: Uuid }>) => sql<AdvancedRow>`
  with given as (
    select * from jsonb_to_recordset(${json(advances.map(rowOf))}) as g(
      id uuid, count integer, preview text, "lastType" text, "lastDirection" text, "lastStatus" text, "inboundAt" timestamptz,
      "freeEntryAt" timestamptz, heard integer, unread integer, answered boolean, talked boolean, "waitingFrom" timestamptz, reopens boolean,
      address text, "addressKind" text, "groupName" text, "groupFolded" text, "historicAt" timestamptz)
  ), locked as (
    select c.id, c.status, c.group_name from conversation c where c.id = any(${uuids(advances.map(advance => advance.id))})
    order by c.id for no key update
  )
  update conversation c set
    last_seq = c.last_seq + g.count,
    last_message_at = case when g."historicAt" is null then greatest(c.last_message_at, now())
      when c.last_seq = 0 then ${notAhead(sql`g."historicAt"`)}
      else greatest(c.last_message_at, ${notAhead(sql`g."historicAt"`)}) end,
    last_inbound_at = greatest(c.last_inbound_at, ${notAhead(sql`g."inboundAt"`)}),
    window_expires_at = greatest(c.window_expires_at, ${notAhead(sql`g."inboundAt"`)} + ${hours(WINDOW_HOURS)},
      ${freeEntryEnd}),
    free_entry_at = greatest(c.free_entry_at, ${notAhead(sql`g."freeEntryAt"`)}),
    free_entry_expires_at = greatest(c.free_entry_expires_at, ${freeEntryEnd}),
    heard_count = c.heard_count + g.heard,
    unread_count = case when g.answered then 0 else c.unread_count end + g.unread,
    waiting_since = coalesce(
      case when g.answered or g.talked then null else c.waiting_since end, ${notAhead(sql`g."waitingFrom"`)}),
    handed_over_at = case when g.answered or g.talked then null else c.handed_over_at end,
    marked_unread_by = case when g.answered then '{}' else c.marked_unread_by end,
    bot_paused_at = case when g.answered then now() else c.bot_paused_at end,
    status = case when g.reopens then 'open' else c.status end,
    snoozed_until = case when g.reopens then null else c.snoozed_until end,
    address = coalesce(g.address, c.address),
    address_kind = coalesce(g."addressKind", c.address_kind),
    group_name = coalesce(g."groupName", c.group_name),
    group_name_folded = coalesce(g."groupFolded", c.group_name_folded),
    preview = case when ${isNewest} then g.preview else c.preview end,
    last_type = case when ${isNewest} then g."lastType" else c.last_type end,
    last_direction = case when ${isNewest} then g."lastDirection" else c.last_direction end,
    last_status = case when ${isNewest} then g."lastStatus"
      else c.last_status end,
    updated_at = now()
  from locked join given g on g.id = locked.id
  where c.id = locked.id and c.id = any(${uuids(advances.map(advance => advance.id))})
  returning ${threadColumns}, c.group_name as "groupName", locked.group_name as "groupNameBefore",
    c.last_seq - g.count as "seqBefore", ${sendingColumns(sql`c`)},
    locked.status as "statusBefore", c.choices_at as "askedAt",
    case when c.choices_at > now() - interval '24 hours' then c.choices end as asked`

const rowOf = ({ address, ...advance }: SummaryChange & { id: Uuid }) => ({
  ...withFold(advance),
  address: address?.value ?? null,
  addressKind: address?.kind ?? null,
})

function withFold<T extends { groupName: string | null }>(row: T): T & { groupFolded: string | null } {
  return { ...row, groupFolded: maybeFold(row.groupName) }
}
