import { z } from 'zod'
import { idParam, linksAnswer, pageQuery } from '../../../platform/http/index.ts'

const url = z.string().trim().min(1).max(2_000)
const description = z.string().max(500)
const types = z
  .array(
    z
      .string()
      .max(80)
      .regex(/^(\*|[a-z_]+\.([a-z_]+|\*))$/, 'must be a type like order.confirmed, order.* or *'),
  )
  .min(1)
  .max(50)

export const endpointParams = z.object({ id: idParam('webhookEndpoint') })
export const endpointsQuery = pageQuery

export const createEndpointBody = z.strictObject({
  url: url.meta({ description: 'https, on the public Internet' }),
  types: types.default(['*']).meta({ description: 'Which events: `order.confirmed`, `order.*`, `*`' }),
  description: description.default(''),
  ordered: z.boolean().default(false).meta({
    description:
      'Events of one thing (an order, a conversation) one after the other; a failing one holds up those behind it',
  }),
})
export type NewEndpoint = z.output<typeof createEndpointBody>

export const updateEndpointBody = z.strictObject({
  url: url.optional(),
  types: types.optional(),
  description: description.optional(),
  ordered: z.boolean().optional(),
  enabled: z.boolean().optional(),
})
export type EndpointChange = z.output<typeof updateEndpointBody>

export const endpointAnswer = z.object({
  id: z.string(),
  url: z.string(),
  types: z.array(z.string()),
  description: z.string(),
  ordered: z.boolean(),
  enabled: z.boolean(),
  disabledReason: z
    .enum(['person', 'gone', 'failing'])
    .nullable()
    .describe('Who disabled it: a person, the endpoint itself (410), or five days of failure'),
  disabledAt: z.string().nullable(),
  failing: z
    .object({
      since: z.string(),
      failures: z.number().describe('Calls that failed one after the other'),
      nextTryAt: z.string().nullable().describe('Nothing is tried before'),
    })
    .nullable(),
  waiting: z.number().optional().describe('Events on their way to it, at most 100,000; in the answer for one endpoint'),
  oldSecretValidUntil: z.string().nullable().describe('The secret before the last one signs, too, until then'),
  createdAt: z.string(),
  updatedAt: z.string(),
  _links: linksAnswer,
})
export type EndpointAnswer = z.infer<typeof endpointAnswer>

const secret = z.string().describe('`whsec_…`; verifies what arrives, with any library for Standard Webhooks')
export const createdEndpointAnswer = endpointAnswer.extend({ secret })
export const secretAnswer = z.object({ secret, oldSecretValidUntil: z.string().nullable() })
