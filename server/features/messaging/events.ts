import { z } from 'zod'
import { actorData, changesOf, defineEvents, id, moment } from '../../platform/events/index.ts'
import { deadLetterKind } from '../../platform/pending/index.ts'
import { conversationView } from './conversations/conversation.schema.ts'
import { mediaView } from './media/schema.ts'
import { messageContent as content } from './messages/content.schema.ts'
import { MESSAGE_STATUSES } from './messages/status.ts'

const status = z.enum(MESSAGE_STATUSES)
const type = z.string().describe('`text`, `image`, …; of one that we do not know the provider’s own name')
const reason = z.object({
  code: z.union([z.string(), z.number()]),
  meaning: z
    .string()
    .optional()
    .describe('The same in the same case, whatever the provider; absent in events of before'),
  title: z.string(),
  text: z.string(),
})
const error = reason.extend({ others: z.array(reason).optional().describe('What else the provider said of it') })
const group = z
  .object({ id: z.string(), name: z.string().nullable() })
  .describe('In groups: the provider’s id and the name')

/** Which message, and its place in the conversation. */
const place = { messageId: id('message'), seq: z.int() }

/** A message that was received: from a customer, or from another device of the business. */
const filed = {
  ...place,
  type,
  content,
  providerAt: moment().describe('When the provider says it was written'),
  channelId: id('channel'),
  contactId: id('contact').nullable(),
  group: group.optional(),
}

const reading = z.object({ userId: id('user'), unreadCount: z.int().describe('For this person') })

const whyAssigned = z.object({
  rule: z.enum(['round_robin', 'least_loaded']),
  open: z.int().describe('Conversations that the person had before'),
  capacity: z.int(),
  skills: z.array(z.string()).describe('What was needed'),
  language: z.string().nullable().describe('Of the customer, when the person speaks it'),
})

const letter = z.object({ kind: deadLetterKind })

export const MESSAGING_EVENTS = defineEvents({
  'message.received': {
    version: 1,
    aggregate: 'conversation',
    means: 'A customer wrote.',
    data: z.object({
      ...filed,
      providerMessageId: z.string(),
      replyToProviderId: z.string().nullable().describe('The message it answers, by the provider’s id'),
      receivedAt: moment().describe('When the provider brought it to us, by our own clock'),
      botPaused: z.boolean().describe('A person has the conversation: no bot answers'),
      optOut: z
        .enum(['stop', 'resume'])
        .optional()
        .describe('The customer ended messages with it, or asked for them again, and is told so'),
    }),
  },
  'message.imported': {
    version: 1,
    aggregate: 'conversation',
    means: 'A message from before the number was connected was filed.',
    data: z.object({ ...filed, direction: z.enum(['inbound', 'outbound']), status }),
  },
  'message.queued': {
    version: 1,
    aggregate: 'conversation',
    means: 'A message is on its way to a customer.',
    data: z.object({
      ...place,
      type,
      content,
      author: actorData,
      channelId: id('channel'),
      contactId: id('contact').nullable(),
      replyToProviderId: z.string().nullable().describe('The message it answers, by the provider’s id'),
      answers: z
        .array(id('message'))
        .optional()
        .describe('Of a bot: the customer’s messages that it answers with this'),
    }),
  },
  'message.sent': {
    version: 1,
    aggregate: 'conversation',
    means: 'The provider took a message; or one was written on another device, then it says also what and by whom.',
    data: z.object({
      ...z.object({ ...filed, author: actorData }).partial().shape,
      ...place,
      status,
    }),
  },
  'message.status': {
    version: 1,
    aggregate: 'conversation',
    means: 'A message got further, or failed.',
    data: z.object({
      ...place,
      status,
      error: error.optional(),
      playedAt: moment().optional().describe('When the customer listened to the voice note'),
    }),
  },
  'message.updated': {
    version: 1,
    aggregate: 'conversation',
    means:
      'More is known of a message: its file has come, or will not; or what it says came after the word that it is there.',
    data: z.object({
      ...place,
      type: type.optional().describe('What the message turned out to be; read it again'),
      media: mediaView
        .pick({
          kind: true,
          state: true,
          mimeType: true,
          bytes: true,
          filename: true,
          width: true,
          height: true,
          problem: true,
        })
        .extend({ mediaId: id('media') })
        .optional(),
    }),
  },
  'message.duplicated': {
    version: 1,
    aggregate: 'conversation',
    means: 'An alarm: the provider knows a message by a second id, so it may have been sent twice.',
    data: z.object({ messageId: id('message'), providerMessageId: z.string() }),
  },
  'conversation.created': {
    version: 1,
    aggregate: 'conversation',
    means: 'A conversation was opened.',
    data: z.object({ channelId: id('channel'), contactId: id('contact').nullable(), group: group.optional() }),
  },
  'conversation.updated': {
    version: 1,
    aggregate: 'conversation',
    means: 'Something about a conversation changed.',
    data: changesOf(
      conversationView.pick({ status: true, priority: true, unreadCount: true, botPaused: true, group: true }).extend({
        assigneeId: id('user').nullable(),
        teamId: id('team').nullable(),
        snoozedUntil: moment().nullable(),
        waitingSince: moment().nullable(),
        handedOverAt: moment().nullable(),
        contactId: id('contact').nullable(),
        mergedIntoId: id('conversation').nullable(),
      }),
    ),
  },
  'conversation.read': {
    version: 1,
    aggregate: 'conversation',
    means: 'Somebody has read a conversation, for themselves.',
    data: reading,
  },
  'conversation.unread': {
    version: 1,
    aggregate: 'conversation',
    means: 'Somebody marked a conversation as unread, for themselves.',
    data: reading,
  },
  'conversation.assigned': {
    version: 1,
    aggregate: 'conversation',
    means: 'A conversation was given to somebody, or taken from them.',
    data: z.object({
      assigneeId: id('user').nullable(),
      before: id('user').nullable().describe('Who had it'),
      why: whyAssigned.optional().describe('Of automatic assignment: why it was this person'),
    }),
  },
  'conversation.routed': {
    version: 1,
    aggregate: 'conversation',
    means: 'A conversation was routed to a team, or taken out of one.',
    data: z.object({ teamId: id('team').nullable(), before: id('team').nullable().describe('Which team had it') }),
  },
  'conversation.closed': {
    version: 1,
    aggregate: 'conversation',
    means: 'A conversation was resolved or archived.',
    data: conversationView.pick({ status: true }),
  },
  'channel.notified': {
    version: 1,
    aggregate: 'channel',
    means: 'The provider said something that is neither a message nor a status.',
    data: z.object({
      field: z.string(),
      value: z.unknown().describe('As it was received'),
      problem: z.string().optional().describe('Why something that should be a message or a status is here'),
    }),
  },
  'dead_letter.redriven': {
    version: 1,
    aggregate: 'deadLetter',
    means: 'Somebody had something tried again that was given up.',
    data: letter,
  },
  'dead_letter.dismissed': {
    version: 1,
    aggregate: 'deadLetter',
    means: 'Somebody decided that something given up is not needed any more.',
    data: letter,
  },
})
