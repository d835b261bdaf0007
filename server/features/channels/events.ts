import { z } from 'zod'
import { changesOf, defineEvents } from '../../platform/events/index.ts'

const cause = {
  reason: z.string(),
  meaning: z
    .string()
    .optional()
    .describe('The same in the same case, whatever the provider; absent in events of before'),
}
const named = z.object({ provider: z.string(), name: z.string() })
const by = z
  .enum(['breaker', 'silence', 'failures', 'reports', 'provider'])
  .describe(
    'What noticed it: failing calls, silence, failing messages, missing reports, or the provider, which restricts it',
  )

export const CHANNEL_EVENTS = defineEvents({
  'channel.connected': {
    version: 1,
    aggregate: 'channel',
    means: 'A channel was added.',
    data: named,
  },
  'channel.updated': {
    version: 1,
    aggregate: 'channel',
    means: 'Somebody changed a channel, or its state at the provider changed.',
    data: changesOf(
      z.object({
        name: z.string(),
        credentials: z.array(z.string()).describe('Names of those that were replaced'),
        status: z.string(),
        statusReason: z.string().nullable(),
        statusMeaning: z.string().nullable(),
        phoneNumber: z.string().nullable(),
        skills: z.array(z.string()).describe('What somebody needs to be given its conversations'),
        receiving: z.boolean().describe('The provider has reached the webhook'),
      }),
    ),
  },
  'channel.removed': {
    version: 1,
    aggregate: 'channel',
    means: 'A channel was taken out of use; its conversations stay.',
    data: named,
  },
  'channel.degraded': {
    version: 1,
    aggregate: 'channel',
    means: 'A channel does not do its work as it should.',
    data: z.object({ by, ...cause }),
  },
  'channel.recovered': {
    version: 1,
    aggregate: 'channel',
    means: 'A channel works again.',
    data: z.object({ by }),
  },
  'channel.stopped': {
    version: 1,
    aggregate: 'channel',
    means: 'Nothing more is sent by a channel until its provider confirms it.',
    data: z.object(cause),
  },
})
