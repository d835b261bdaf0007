import { json, type RawBuilder, sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { FoldedColumn } from '../../../platform/text/index.ts'
import { seenBy, seenInParts } from '../visibility/visibility.sql.ts'
import type { Viewer } from '../visibility/visibility.ts'
import { isBotPaused } from './bot-pause.sql.ts'
import { unreadBy } from './reader.sql.ts'

export type ConversationStatus = 'open' | 'pending' | 'resolved' | 'archived'
export type Priority = 'low' | 'normal' | 'high' | 'urgent'

/** The conversation with one contact, or one group, on one channel, with everything that lists show of it. */
export interface Conversation {
  id: Uuid
  tenantId: Uuid
  channelId: Uuid
  kind: 'direct' | 'group'
  /** Null in groups. */
  contactId: Uuid | null
  /**
   * The id that the provider gives the group, and the name that its members gave it; null when the conversation is with
   * one contact.
   */
  groupKey: string | null
  groupName: string | null
  /** The conversation that replaces this one, after two contacts became one. */
  mergedInto: Uuid | null
  address: string
  addressKind: string
  status: ConversationStatus
  priority: Priority
  assigneeId: Uuid | null
  /** To which team it is routed. */
  teamId: Uuid | null
  botPausedAt: Date | null
  snoozedUntil: Date | null
  lastSeq: number
  lastMessageAt: Date
  lastInboundAt: Date | null
  windowExpiresAt: Date | null
  waitingSince: Date | null
  /** Since when a bot has left the conversation to people and nobody has answered. */
  handedOverAt: Date | null
  /** Messages that wait for a person; a bot's answer counts like a person's. */
  unreadCount: number
  /** How many messages the customer has sent in all. */
  heardCount: number
  /** The people who marked it as unread and have not opened it since. */
  markedUnreadBy: Uuid[]
  preview: string
  lastDirection: 'inbound' | 'outbound'
  lastType: string
  lastStatus: string | null
  createdAt: Date
  updatedAt: Date
}

const columns = sql`id, tenant_id as "tenantId", channel_id as "channelId", contact_id as "contactId", kind,
  group_key as "groupKey", group_name as "groupName", merged_into as "mergedInto", address,
  address_kind as "addressKind", status, priority, assignee_id as "assigneeId", team_id as "teamId", case when ${isBotPaused()} then bot_paused_at end as "botPausedAt",
  snoozed_until as "snoozedUntil", last_seq as "lastSeq", last_message_at as "lastMessageAt",
  last_inbound_at as "lastInboundAt", window_expires_at as "windowExpiresAt", waiting_since as "waitingSince",
  handed_over_at as "handedOverAt", unread_count as "unreadCount", heard_count as "heardCount",
  marked_unread_by as "markedUnreadBy", preview, last_direction as "lastDirection", last_type as "lastType",
  last_status as "lastStatus", created_at as "createdAt", updated_at as "updatedAt"`

export const selectConversation = (id: Uuid) => sql<Conversation>`select ${columns} from conversation where id = ${id}`

export const selectConversationsOn = (channelIds: readonly Uuid[], most: number) => sql<{ id: Uuid }>`
  select id from conversation where tenant_id = (select app_tenant()) and channel_id = any(${uuids(channelIds)})
  order by last_message_at desc limit ${most}`

export const lockConversation = (id: Uuid) =>
  sql<Conversation>`select ${columns} from conversation where id = ${id} for no key update`

/** Writes what people change. A closed conversation counts as answered: nobody waits in it, and nothing is unread. */
export const updateConversation = (
  row: Pick<Conversation, 'id' | 'status' | 'priority' | 'assigneeId' | 'teamId' | 'snoozedUntil' | 'unreadCount'> & {
    botPaused: boolean
    closes: boolean
    /** A bot hands the conversation over: the customer it answered now waits for a person. */
    handsOver: boolean
  },
) => sql<Conversation>`
  update conversation set status = ${row.status}, priority = ${row.priority}, assignee_id = ${row.assigneeId},
    team_id = ${row.teamId}, snoozed_until = ${row.snoozedUntil},
    unread_count = case when ${row.closes} then 0 else greatest(${row.unreadCount}::integer, ${row.handsOver ? 1 : 0}) end,
    marked_unread_by = case when ${row.closes} then '{}' else marked_unread_by end,
    handed_over_at = case when ${row.closes} or not ${row.botPaused} then null
      when ${row.handsOver} then coalesce(handed_over_at, now()) else handed_over_at end,
    bot_paused_at = case when ${row.botPaused} then case when ${isBotPaused()} then bot_paused_at else now() end end,
    waiting_since = case when ${row.closes} then null
      else coalesce(waiting_since, case when ${row.handsOver} then coalesce(last_inbound_at, now()) end) end, updated_at = now()
  where id = ${row.id} returning ${columns}`

export interface ConversationFilter {
  status?: ConversationStatus
  /** Null: assigned to nobody. */
  assigneeId?: Uuid | null
  /** Null: routed to no team. */
  teamId?: Uuid | null
  /** Only those that this person sees. */
  viewer?: Viewer
  channelId?: Uuid
  /** Only conversations on these channels. */
  channelIds?: readonly Uuid[]
  /** Only conversations with something unread for this person; null: only those that wait for any person. */
  unreadFor?: Uuid | null
  /** True: only conversations that are snoozed now. False: only those that are not. Left out: both. */
  snoozed?: boolean
  /** Only conversations with this contact. */
  contactId?: Uuid
  /** Only what a search found: conversations with these contacts, and these groups. */
  found?: { contactIds: readonly Uuid[]; groupIds: readonly Uuid[] }
}

/**
 * `recent`: the newest message first. `urgent`: customers who wait for an answer come first, the least time left first;
 * then the rest, newest first. `waiting`: only customers who wait: first those whom a bot handed over, then the others,
 * the longest wait first. `created`: in the order in which conversations were opened, oldest first. A new message does
 * not move a conversation in this order, so a program that walks the list misses none.
 */
export type ConversationSort = 'recent' | 'urgent' | 'waiting' | 'created'

/** Written as the indexes have it. */
const SNOOZED_UNTIL = sql`case when snoozed_until is null then '-infinity' else snoozed_until end`
const DEADLINE = sql`case when window_expires_at is null then waiting_since else window_expires_at end`

/**
 * A place in the list. `at` is the value that the part is sorted by, in microseconds since 1970, because the database
 * is that exact.
 */
export interface ListPlace {
  /** Which part of the list, see `SORTS`. */
  part: number
  at: number
  id: Uuid
}

export interface ListedConversation extends Conversation, ListPlace {}

interface Part {
  only: RawBuilder<unknown>
  /** Null: sorted by the id alone. */
  by: RawBuilder<unknown> | null
  descending: boolean
}

const newest = { by: sql`last_message_at`, descending: true }

/** A list consists of index ranges, one after the other; most lists have one. */
export const SORTS: Record<ConversationSort, readonly Part[]> = {
  recent: [{ ...newest, only: sql`true` }],
  urgent: [
    { only: sql`waiting_since is not null and ${DEADLINE} > now()`, by: DEADLINE, descending: false },
    // Free text cannot be sent any more. The window that closed last comes first: a template may still be worth it.
    { only: sql`waiting_since is not null and ${DEADLINE} <= now()`, by: DEADLINE, descending: true },
    { ...newest, only: sql`waiting_since is null` },
  ],
  waiting: [
    { only: sql`handed_over_at is not null`, by: sql`handed_over_at`, descending: false },
    { only: sql`waiting_since is not null and handed_over_at is null`, by: sql`waiting_since`, descending: false },
  ],
  // Ids are in the order of time, so the primary key alone gives this list, and no message pays for another index.
  created: [{ only: sql`true`, by: null, descending: false }],
}

/** Up to `most` rows of one part of a list, after `place` when the place is in this part. */
export function selectConversations(
  filter: ConversationFilter,
  sort: ConversationSort,
  part: number,
  place: ListPlace | null,
  most: number,
) {
  const { by, descending } = SORTS[sort][part]!
  const direction = descending ? sql`desc` : sql`asc`
  const order = by ? sql`${by} ${direction}, id ${direction}` : sql`id`
  const select = (which: RawBuilder<unknown>) => sql<ListedConversation>`
    select ${columns}, ${part}::integer as part, (extract(epoch from ${by ?? sql`created_at`}) * 1000000)::bigint as at
    from conversation where ${which} order by ${order} limit ${most}`
  const asked = sql.join(conditionsOf(filter, sort, part, place), sql` and `)
  const seen = filter.viewer && seenBy(filter.viewer)
  if (!filter.viewer || !seen) return select(asked)
  // The other orders have indexes that hold few rows; here each team has a range of its own, and the first of all count.
  if (by === newest.by && filter.viewer.visibility?.of === 'team')
    return sql<ListedConversation>`
      select * from (${seenInParts(filter.viewer, own => select(sql`${asked} and ${own}`))}) seen
      order by "lastMessageAt" desc, id desc limit ${most}`
  return select(sql`${asked} and ${seen}`)
}

function conditionsOf(
  filter: ConversationFilter,
  sort: ConversationSort,
  part: number,
  place: ListPlace | null,
): RawBuilder<unknown>[] {
  const conditions = [SORTS[sort][part]!.only]
  if (filter.status) conditions.push(sql`status = ${filter.status}`)
  if (filter.assigneeId) conditions.push(sql`assignee_id = ${filter.assigneeId}`)
  if (filter.assigneeId === null) conditions.push(sql`assignee_id is null`)
  if (filter.teamId) conditions.push(sql`team_id = ${filter.teamId}`)
  if (filter.teamId === null) conditions.push(sql`team_id is null`)
  if (filter.channelId) conditions.push(sql`channel_id = ${filter.channelId}`)
  if (filter.channelIds) conditions.push(sql`channel_id = any(${filter.channelIds}::uuid[])`)
  if (filter.unreadFor !== undefined) conditions.push(unreadBy(filter.unreadFor))
  if (filter.snoozed !== undefined)
    conditions.push(filter.snoozed ? sql`${SNOOZED_UNTIL} > now()` : sql`${SNOOZED_UNTIL} <= now()`)
  if (filter.contactId) conditions.push(sql`contact_id = ${filter.contactId}`)
  if (filter.found) conditions.push(foundBy(filter.found))
  if (place?.part === part) conditions.push(beyond(SORTS[sort][part]!, place))
  return conditions
}

const beyond = ({ by, descending }: Part, { at, id }: ListPlace) => {
  const than = descending ? sql`<` : sql`>`
  return by ? sql`(${by}, id) ${than} (${moment(at)}, ${id}::uuid)` : sql`id ${than} ${id}::uuid`
}

/** Two index conditions where there are two. An `or` over a column that may be null would read the whole list. */
const foundBy = ({ contactIds, groupIds }: NonNullable<ConversationFilter['found']>) => {
  if (groupIds.length === 0) return sql`contact_id = any(${contactIds}::uuid[])`
  return sql`(contact_id = any(${contactIds}::uuid[]) or id = any(${groupIds}::uuid[]))`
}

/** Groups whose folded name contains a text. A business has few groups, and they have an index of their own. */
export const selectGroupsNamed = (pattern: string, most: number) => sql<{ id: Uuid }>`
  select id from conversation where kind = 'group' and group_name_folded like ${pattern} order by id desc limit ${most}`

const moment = (microseconds: number) =>
  sql`('epoch'::timestamptz + ${microseconds}::float8 * interval '1 microsecond')`

/** Some of the conversations that somebody has. */
export const selectAssigned = (assigneeId: Uuid, most: number) => sql<{ id: Uuid }>`
  select id from conversation where tenant_id = (select app_tenant()) and assignee_id = ${assigneeId}
  order by last_message_at desc, id desc limit ${most}`

/** Some of the conversations of a team. */
export const selectRouted = (teamId: Uuid, most: number) => sql<{ id: Uuid }>`
  select id from conversation where tenant_id = (select app_tenant()) and team_id = ${teamId}
  order by last_message_at desc, id desc limit ${most}`

/** Conversations of all tenants whose snooze has ended. */
export const selectDueSnoozes = (most: number) => sql<{ tenantId: Uuid; id: Uuid }>`
  select tenant_id as "tenantId", id from conversation where snoozed_until <= now() order by snoozed_until limit ${most}`

/** Milliseconds until the next snooze of any tenant ends; part of a statement. */
export const nextSnoozeMs = sql`(
  select extract(epoch from min(snoozed_until) - now()) * 1000 from conversation where snoozed_until is not null)`

export const lockDueSnooze = (id: Uuid) => sql<{ id: Uuid }>`
  select id from conversation where id = ${id} and snoozed_until <= now() for no key update`

export const FOLDED_GROUP_NAMES: FoldedColumn = {
  tenants: sql`
    select distinct tenant_id as "tenantId" from conversation where group_name is not null and group_name_folded is null`,
  unfolded: most => sql`
    select id, group_name as text from conversation where group_name is not null and group_name_folded is null
    order by id limit ${most}`,
  store: rows => sql`
    update conversation c set group_name_folded = f.folded
    from jsonb_to_recordset(${json(rows)}) as f(id uuid, text text, folded text) where c.id = f.id and c.group_name = f.text`,
}
