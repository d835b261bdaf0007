import { z } from 'zod'
import { changesOf, defineEvents } from '../../platform/events/index.ts'

const named = z.object({ url: z.string(), types: z.array(z.string()).describe('Which events it gets') })

/** What happens to webhook endpoints. That a call failed is no event: it would be sent, fail, and be an event again. */
export const INTEGRATION_EVENTS = defineEvents({
  'webhook_endpoint.created': {
    version: 1,
    aggregate: 'webhookEndpoint',
    means: 'An address was added that gets webhooks.',
    data: named,
  },
  'webhook_endpoint.updated': {
    version: 1,
    aggregate: 'webhookEndpoint',
    means: 'Somebody changed, enabled or disabled a webhook endpoint.',
    data: changesOf(named.extend({ description: z.string(), ordered: z.boolean(), enabled: z.boolean() })),
  },
  'webhook_endpoint.secret_rotated': {
    version: 1,
    aggregate: 'webhookEndpoint',
    means: 'A webhook endpoint got a new secret; the one before stays valid for a while.',
    data: z.object({}),
  },
  'webhook_endpoint.disabled': {
    version: 1,
    aggregate: 'webhookEndpoint',
    means: 'A webhook endpoint gets nothing more: it answered that it is gone, or failed for days.',
    data: z.object({ url: z.string(), reason: z.enum(['gone', 'failing']) }),
  },
  'webhook_endpoint.deleted': {
    version: 1,
    aggregate: 'webhookEndpoint',
    means: 'A webhook endpoint was removed.',
    data: z.object({ url: z.string() }),
  },
})
