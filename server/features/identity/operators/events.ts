import { z } from 'zod'
import { changesOf, defineEvents, moment } from '../../../platform/events/index.ts'

export const OPERATOR_EVENTS = defineEvents({
  'tenant.suspended': {
    version: 1,
    aggregate: 'tenant',
    means: 'The operator of the platform suspended the business.',
    data: z.object({ reason: z.string() }),
  },
  'tenant.resumed': {
    version: 1,
    aggregate: 'tenant',
    means: 'The operator let the business go on.',
    data: z.object({}),
  },
  'tenant.plan_changed': {
    version: 1,
    aggregate: 'tenant',
    means: 'The operator gave the business another plan, or something else than its plan says.',
    data: z.object({
      ...changesOf(z.object({ plan: z.string() })).shape,
      limits: z.record(z.string(), z.int().nullable()).optional(),
      features: z.record(z.string(), z.boolean().nullable()).optional(),
    }),
  },
  'operator.entered': {
    version: 1,
    aggregate: 'tenant',
    means: 'An operator of the platform came to read the business, for this reason, until that moment.',
    data: z.object({ operator: z.string(), reason: z.string(), until: moment() }),
  },
})
