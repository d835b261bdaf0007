import { z } from 'zod'
import { fieldsQuery, idOr, idParam, linksAnswer, pageQuery } from '../../../platform/http/index.ts'
import { bulkOf } from '../../../platform/long-jobs/index.ts'
import { text } from '../../tenancy/index.ts'

const STATUSES = ['open', 'pending', 'resolved', 'archived'] as const
const SORTS = ['recent', 'urgent', 'waiting', 'created'] as const
const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const

export const conversationIdParam = z.object({ id: idParam('conversation') })

const flag = z.enum(['true', 'false']).transform(text => text === 'true')

export const conversationQuery = pageQuery.extend(fieldsQuery.shape).extend({
  status: z.enum(STATUSES).optional(),
  assigneeId: idOr('user', ['me', 'none'])
    .optional()
    .meta({ description: 'A person, `me`, or `none` for conversations that nobody has' }),
  teamId: idOr('team', ['none'])
    .optional()
    .meta({ description: 'A team, or `none` for conversations that are routed to none' }),
  channelId: idParam('channel').optional(),
  contactId: idParam('contact').optional(),
  unread: flag
    .optional()
    .meta({ description: 'What is unread for whoever asks; for a program: what waits for a person' }),
  q: text(100).optional().meta({ description: 'Part of a name, phone number, user name or name of a group' }),
  snoozed: z.enum(['true', 'false', 'any']).optional().meta({
    description:
      'Only what is snoozed now, nothing of it, or both. Left out: nothing of it in lists of what is to be done (`status=open` or `pending`, `unread=true`, `sort=waiting` or `urgent`), both everywhere else, when searching with `q`, and with `sort=created`',
  }),
  sort: z.enum(SORTS).default('recent').meta({
    description:
      '`recent`: newest message first; `urgent`: who waits for an answer first, the least time left before the others; `waiting`: only who waits, whom a bot handed over before the others, the longest first; `created`: as they were opened, the oldest first. Programs that read all take `created`: there no new message moves a conversation from one page to another',
  }),
})
export type ConversationQuery = z.infer<typeof conversationQuery>

/** Where the next page of conversations starts. */
export const conversationPlace = z.object({
  sort: z.enum(SORTS),
  /** Which of the ranges of the list, counted from 0. */
  part: z.number().int().min(0).max(2).default(0),
  at: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  id: z.uuid(),
})

const status = z.enum(STATUSES)
const assigneeId = idParam('user').nullable()
const teamId = idParam('team').nullable()

export const conversationPatch = z.strictObject({
  status: status.optional(),
  assigneeId: assigneeId.optional(),
  teamId: teamId.optional(),
  priority: z.enum(PRIORITIES).optional(),
  snoozedUntil: z.iso
    .datetime({ offset: true })
    .transform(text => new Date(text))
    .nullable()
    .optional(),
  botPaused: z.boolean().optional(),
})

/** The filters of the list. */
export const bulkFilter = z.strictObject({
  status: status.optional(),
  assigneeId: conversationQuery.shape.assigneeId,
  teamId: conversationQuery.shape.teamId,
  channelId: conversationQuery.shape.channelId,
  contactId: conversationQuery.shape.contactId,
  unread: z.boolean().optional(),
  q: conversationQuery.shape.q,
  snoozed: conversationQuery.shape.snoozed,
})
export type BulkFilter = z.output<typeof bulkFilter>

const CHANGES = {
  status: { operation: z.literal('status'), status },
  assign: { operation: z.literal('assign'), assigneeId },
  read: { operation: z.literal('read') },
  unread: { operation: z.literal('unread') },
  update: { operation: z.literal('update'), updates: conversationPatch },
}
/** What is done with each of them. */
export const bulkChange = z.discriminatedUnion('operation', [
  z.strictObject(CHANGES.status),
  z.strictObject(CHANGES.assign),
  z.strictObject(CHANGES.read),
  z.strictObject(CHANGES.unread),
  z.strictObject(CHANGES.update),
])
export type BulkChange = z.output<typeof bulkChange>

export const bulkBody = z.discriminatedUnion('operation', [
  bulkOf(CHANGES.status, bulkFilter),
  bulkOf(CHANGES.assign, bulkFilter),
  bulkOf(CHANGES.read, bulkFilter),
  bulkOf(CHANGES.unread, bulkFilter),
  bulkOf(CHANGES.update, bulkFilter),
])

export const conversationView = z
  .object({
    id: z.string(),
    status,
    priority: z.enum(PRIORITIES),
    /** With one person, or with the members of a group. */
    kind: z.enum(['direct', 'group']),
    /** `name` is the phone number when the person gave no name. Null in groups: there each message says who wrote it. */
    contact: z
      .object({
        id: z.string(),
        name: z.string(),
        phone: z.string().nullable(),
        /** Since when the contact wants no more messages; null when they never asked for that. */
        optedOutAt: z.string().nullable(),
      })
      .nullable(),
    /** `id` is the provider's id of the group. Null when the conversation is with one contact. */
    group: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
    channelId: z.string(),
    assigneeId: z.string().nullable(),
    assignee: z.object({ id: z.string(), name: z.string() }).nullable(),
    teamId: z.string().nullable(),
    /** To which team it is routed. */
    team: z.object({ id: z.string(), name: z.string() }).nullable(),
    /**
     * Messages that wait for an answer and that the caller has not read; at least 1 when the conversation was marked as
     * unread.
     */
    unreadCount: z.number(),
    lastMessage: z
      .object({
        /** The newest message in one line: its own words, or else what it is ("Photo"). */
        preview: z.string(),
        direction: z.enum(['inbound', 'outbound']),
        type: z.string(),
        /** The delivery status of the newest message, when it is outbound. */
        status: z.string().nullable(),
        at: z.string(),
      })
      .nullable(),
    lastSeq: z.number(),
    /** Until when free text can be sent; null when the customer has not written yet. */
    windowExpiresAt: z.string().nullable(),
    /** When the oldest message came that nobody has answered yet. */
    waitingSince: z.string().nullable(),
    /** Since when a bot has left the conversation to people; null once somebody answers. */
    handedOverAt: z.string().nullable(),
    botPaused: z.boolean(),
    snoozedUntil: z.string().nullable(),
    labels: z.array(z.string()),
    /** The conversation that replaces this one, after its contact and another turned out to be one person. */
    mergedIntoId: z.string().nullable(),
    createdAt: z.string(),
    _links: linksAnswer,
  })
  .meta({ id: 'Conversation' })
export type ConversationView = z.infer<typeof conversationView>
