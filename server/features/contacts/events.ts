import { z } from 'zod'
import { changesOf, defineEvents, id, moment } from '../../platform/events/index.ts'
import { IDENTITY_KINDS } from './identity.ts'
import { CONSENT_LANGUAGES } from './opt-outs/opt-out-words.ts'

/** The source of an opt-out or opt-in, when a message told it. */
const consentChange = z.object({
  scope: z.enum(['all', 'marketing']).describe('All that the business would start, or marketing alone'),
  source: z
    .enum(['word', 'provider', 'refusal'])
    .describe('The customer’s own word, their setting at the provider, or a provider that refused a message'),
  at: moment(),
  messageId: id('message').optional(),
  conversationId: id('conversation').optional(),
  channelId: id('channel').optional(),
  word: z.string().optional().describe('What the provider called it'),
  detail: z.string().optional(),
  language: z.enum(CONSENT_LANGUAGES).optional().describe('Of the word, when it is of one language'),
})

export const CONTACT_EVENTS = defineEvents({
  'contact.created': {
    version: 1,
    aggregate: 'contact',
    means: 'Somebody wrote, or was written to, for the first time.',
    data: z.object({ name: z.string().nullable() }),
  },
  'contact.updated': {
    version: 1,
    aggregate: 'contact',
    means: 'Somebody changed what is known of a contact.',
    data: changesOf(
      z.object({
        name: z.string().nullable(),
        locale: z.string().nullable(),
        fields: z.record(z.string(), z.unknown()),
      }),
    ),
  },
  'contact.merged': {
    version: 1,
    aggregate: 'contact',
    means: 'Two contacts turned out to be one person; the event is about the one that stays.',
    data: z.object({
      mergeId: id('merge'),
      keptId: id('contact'),
      mergedId: id('contact'),
      reason: z.string().describe('`manual`, or what proved that they are one'),
      identities: z.array(z.object({ kind: z.enum(IDENTITY_KINDS) })).describe('That went over'),
    }),
  },
  'contact.unmerged': {
    version: 1,
    aggregate: 'contact',
    means: 'Two contacts that had been made one were taken apart again.',
    data: z.object({ mergeId: id('merge'), keptId: id('contact'), mergedId: id('contact') }),
  },
  'contact.opted_out': {
    version: 1,
    aggregate: 'contact',
    means: 'A customer wants no more messages, or no more marketing.',
    data: consentChange,
  },
  'contact.opted_in': {
    version: 1,
    aggregate: 'contact',
    means: 'A customer wants messages, or marketing, again.',
    data: consentChange,
  },
})
