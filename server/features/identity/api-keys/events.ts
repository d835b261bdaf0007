import { z } from 'zod'
import { defineEvents, moment } from '../../../platform/events/index.ts'

const named = { name: z.string(), mode: z.enum(['live', 'test']), prefix: z.string() }

export const API_KEY_EVENTS = defineEvents({
  'api_key.created': {
    version: 1,
    aggregate: 'apiKey',
    means: 'A key for programs was made.',
    data: z.object({
      ...named,
      permissions: z.array(z.string()),
      allowedAddresses: z.array(z.string()),
      expiresAt: moment().nullable(),
    }),
  },
  'api_key.rotated': {
    version: 1,
    aggregate: 'apiKey',
    means: 'A key got a new secret; the one before is accepted until the moment that is named, if any is.',
    data: z.object({ ...named, previousUntil: moment().nullable() }),
  },
  'api_key.revoked': {
    version: 1,
    aggregate: 'apiKey',
    means: 'A key was revoked; it is refused from now on.',
    data: z.object(named),
  },
})
