import { z } from 'zod'
import { idParam, linksAnswer, pageQuery } from '../../../platform/http/index.ts'
import { eventTypesQuery } from '../log/types.ts'

const OUTCOMES = ['delivered', 'failed', 'given_up'] as const

export const attemptsQuery = pageQuery.extend({
  event: idParam('event').optional().meta({ description: 'Only calls with this event' }),
  outcome: z.enum(OUTCOMES).optional().meta({ description: 'given_up: the last try of an event failed' }),
})
export const attemptPlace = z.object({ beyond: z.uuid() })

export const attemptAnswer = z.object({
  id: z.string(),
  eventId: z.string(),
  eventType: z.string(),
  attempt: z.number().describe('Which try of this event it was, from 1'),
  cause: z.enum(['event', 'replay', 'test']),
  outcome: z.enum(OUTCOMES),
  error: z
    .string()
    .nullable()
    .describe('Why there was no answer, or none that counts: `OUTSIDE_TIMEOUT`, `REDIRECT`, … (docs/api/errors.md)'),
  at: z.string(),
  durationMs: z.number(),
  nextTryAt: z.string().nullable(),
  request: z.object({
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string().nullable().describe('Where its body can be read: the event in the log; null for a test'),
  }),
  answer: z
    .object({
      status: z.number(),
      headers: z.record(z.string(), z.string()),
      body: z.string().describe('Its beginning, at most 1,024 bytes'),
    })
    .nullable(),
  _links: linksAnswer,
})
export type AttemptAnswer = z.infer<typeof attemptAnswer>

const time = z.iso.datetime({ offset: true }).transform(text => new Date(text))

export const replayBody = z.union([
  z.strictObject({ event: z.string().max(64).meta({ description: 'One event, `evt_…`' }) }),
  z.strictObject({
    since: time.meta({ description: 'What happened from this moment on' }),
    until: time.optional(),
    types: eventTypesQuery.optional(),
    missedOnly: z.boolean().default(false).meta({ description: 'Only what the endpoint never answered with success' }),
    cursor: z.string().max(500).optional(),
  }),
])

/** How many events one call puts on their way. */
export const REPLAYED_AT_ONCE = 5_000

export const replayAnswer = z.object({
  queued: z.number().describe('Events that are on their way now'),
  nextCursor: z.string().nullable().describe('Send it with the same body to go on; null when those were all'),
})

export const testAnswer = attemptAnswer
export const diffQuery = z.object({
  a: idParam('event').optional().meta({ description: 'An event; absent: the one sent before b of the same type' }),
  b: idParam('event').optional().meta({ description: 'Another one; absent: the last that was sent' }),
})

const side = z.object({ id: z.string(), type: z.string(), version: z.number(), at: z.string() })
export const diffAnswer = z.object({
  a: side.nullable(),
  b: side.nullable(),
  same: z.boolean(),
  changes: z.array(
    z.object({
      path: z.string().describe('`data.total.amount`, `data.lines[2]`'),
      kind: z.enum(['added', 'removed', 'changed']),
      a: z.unknown().optional(),
      b: z.unknown().optional(),
    }),
  ),
})
