import { sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

export type ConversationStatus = 'open' | 'pending' | 'resolved' | 'archived'
export type Priority = 'low' | 'normal' | 'high' | 'urgent'

/** The thread of one contact, or of one group, on one channel, with what lists show of it. */
export interface Conversation {
  id: Uuid
  tenantId: Uuid
  channelId: Uuid
  kind: 'direct' | 'group'
  /** Null in groups. */
  contactId: Uuid | null
  /** How the provider calls the group, and how its members do; null for a contact's. */
  groupKey: string | null
  groupName: string | null
  /** The conversation that goes on in its place, since two contacts became one. */
  mergedInto: Uuid | null
  address: string
  addressKind: string
  status: ConversationStatus
  priority: Priority
  assigneeId: Uuid | null
  botPausedAt: Date | null
  snoozedUntil: Date | null
  lastSeq: number
  lastMessageAt: Date
  lastInboundAt: Date | null
  windowExpiresAt: Date | null
  waitingSince: Date | null
  unreadCount: number
  preview: string
  lastDirection: 'inbound' | 'outbound'
  lastType: string
  lastStatus: string | null
  createdAt: Date
  updatedAt: Date
}

const columns = sql`id, tenant_id as "tenantId", channel_id as "channelId", contact_id as "contactId", kind,
  group_key as "groupKey", group_name as "groupName", merged_into as "mergedInto", address,
  address_kind as "addressKind", status, priority, assignee_id as "assigneeId", bot_paused_at as "botPausedAt",
  snoozed_until as "snoozedUntil", last_seq as "lastSeq", last_message_at as "lastMessageAt",
  last_inbound_at as "lastInboundAt", window_expires_at as "windowExpiresAt", waiting_since as "waitingSince",
  unread_count as "unreadCount", preview, last_direction as "lastDirection", last_type as "lastType",
  last_status as "lastStatus", created_at as "createdAt", updated_at as "updatedAt"`

export const selectConversation = (id: Uuid) => sql<Conversation>`select ${columns} from conversation where id = ${id}`

export const lockConversation = (id: Uuid) =>
  sql<Conversation>`select ${columns} from conversation where id = ${id} for no key update`

/** What people change. A conversation that is closed is answered: nobody waits any more. */
export const updateConversation = (
  row: Pick<Conversation, 'id' | 'status' | 'priority' | 'assigneeId' | 'snoozedUntil' | 'unreadCount'> & {
    botPaused: boolean
    closes: boolean
    /** A bot hands it over: who it answered waits for a person. */
    handsOver: boolean
  },
) => sql<Conversation>`
  update conversation set status = ${row.status}, priority = ${row.priority}, assignee_id = ${row.assigneeId},
    snoozed_until = ${row.snoozedUntil}, unread_count = ${row.unreadCount},
    bot_paused_at = case when ${row.botPaused} then coalesce(bot_paused_at, now()) end,
    waiting_since = case when ${row.closes} then null
      else coalesce(waiting_since, case when ${row.handsOver} then coalesce(last_inbound_at, now()) end) end, updated_at = now()
  where id = ${row.id} returning ${columns}`

export interface ConversationFilter {
  status?: ConversationStatus
  /** Null: nobody's. */
  assigneeId?: Uuid | null
  channelId?: Uuid
  unread?: boolean
  /** Only what is snoozed now, or nothing of it; left out: both. */
  snoozed?: boolean
  /** Only this person's. */
  contactId?: Uuid
  /** Only what a search found: these people's, and these groups. */
  found?: { contactIds: readonly Uuid[]; groupIds: readonly Uuid[] }
}

/**
 * `recent`: newest message first. `waiting`: whoever waits longest first, and only who waits. `created`: as they were opened, the
 * oldest first; no message moves one, so that a program which walks the list misses none.
 */
export type ConversationSort = 'recent' | 'waiting' | 'created'

/** As the indexes have it. */
const SNOOZED_UNTIL = sql`case when snoozed_until is null then '-infinity' else snoozed_until end`

/** A place in the list: microseconds since 1970 of what it is sorted by, because that is how exact the database is. */
export interface ListPlace {
  at: number
  id: Uuid
}

export interface ListedConversation extends Conversation {
  at: number
}

const SORTS = {
  recent: { by: sql`last_message_at`, order: sql`last_message_at desc, id desc`, beyond: sql`<`, only: sql`true` },
  waiting: {
    by: sql`waiting_since`,
    order: sql`waiting_since, id`,
    beyond: sql`>`,
    only: sql`waiting_since is not null`,
  },
  // Ids are in the order of time: the primary key alone is this list, so that no message pays for another index.
  created: { by: null, order: sql`id`, beyond: sql`>`, only: sql`true` },
}

/** One index range for each sort with each filter; `most` rows after `place`. */
export function selectConversations(
  filter: ConversationFilter,
  sort: ConversationSort,
  place: ListPlace | null,
  most: number,
) {
  const { by, order, beyond, only } = SORTS[sort]
  const conditions = [only]
  if (filter.status) conditions.push(sql`status = ${filter.status}`)
  if (filter.assigneeId) conditions.push(sql`assignee_id = ${filter.assigneeId}`)
  if (filter.assigneeId === null) conditions.push(sql`assignee_id is null`)
  if (filter.channelId) conditions.push(sql`channel_id = ${filter.channelId}`)
  if (filter.unread) conditions.push(sql`unread_count > 0`)
  if (filter.snoozed !== undefined)
    conditions.push(filter.snoozed ? sql`${SNOOZED_UNTIL} > now()` : sql`${SNOOZED_UNTIL} <= now()`)
  if (filter.contactId) conditions.push(sql`contact_id = ${filter.contactId}`)
  if (filter.found) conditions.push(foundBy(filter.found))
  if (place && by) conditions.push(sql`(${by}, id) ${beyond} (${moment(place.at)}, ${place.id}::uuid)`)
  if (place && !by) conditions.push(sql`id ${beyond} ${place.id}::uuid`)
  return sql<ListedConversation>`
    select ${columns}, (extract(epoch from ${by ?? sql`created_at`}) * 1000000)::bigint as at
    from conversation where ${sql.join(conditions, sql` and `)} order by ${order} limit ${most}`
}

/** Two index conditions where there are two: an `or` of a column that may be null would read the whole list. */
const foundBy = ({ contactIds, groupIds }: NonNullable<ConversationFilter['found']>) => {
  if (groupIds.length === 0) return sql`contact_id = any(${contactIds}::uuid[])`
  return sql`(contact_id = any(${contactIds}::uuid[]) or id = any(${groupIds}::uuid[]))`
}

/** Groups by part of their name; there are few in a business, in an index of their own. */
export const selectGroupsNamed = (pattern: string, most: number) => sql<{ id: Uuid }>`
  select id from conversation where kind = 'group' and group_name ilike ${pattern} order by id desc limit ${most}`

const moment = (microseconds: number) =>
  sql`('epoch'::timestamptz + ${microseconds}::float8 * interval '1 microsecond')`

/** Of all tenants: whose snooze is over. */
export const selectDueSnoozes = (most: number) => sql<{ tenantId: Uuid; id: Uuid }>`
  select tenant_id as "tenantId", id from conversation where snoozed_until <= now() order by snoozed_until limit ${most}`

export const lockDueSnooze = (id: Uuid) => sql<{ id: Uuid }>`
  select id from conversation where id = ${id} and snoozed_until <= now() for no key update`
