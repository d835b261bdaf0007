import { z } from 'zod'
import { changesOf, defineEvents } from '../../platform/events/index.ts'
import { tenantView } from './schema.ts'

export const TENANCY_EVENTS = defineEvents({
  'tenant.created': {
    version: 1,
    aggregate: 'tenant',
    means: 'A business was registered.',
    data: tenantView.pick({ businessType: true, locale: true, currency: true }),
  },
  'tenant.updated': {
    version: 1,
    aggregate: 'tenant',
    means: 'Name, region, settings or branding of the business changed, or whether its people need a second factor.',
    data: changesOf(
      tenantView.pick({
        name: true,
        locale: true,
        timezone: true,
        currency: true,
        settings: true,
        branding: true,
        requireTwoFactor: true,
      }),
    ),
  },
  'usage.warned': {
    version: 1,
    aggregate: 'tenant',
    means: 'Most of what the plan allows in a month is used (80 %), or all of it.',
    data: z.object({
      metric: z.literal('messages'),
      level: z.enum(['nearly_reached', 'reached']),
      used: z.int(),
      limit: z.int(),
      plan: z.string(),
    }),
  },
  'usage.filled': {
    version: 1,
    aggregate: 'tenant',
    means: 'A file of a customer was not taken over, because the plan has no room for it. Once for each limit.',
    data: z.object({ metric: z.literal('received_bytes'), used: z.int(), limit: z.int(), plan: z.string() }),
  },
})
