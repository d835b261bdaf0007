import { z } from 'zod'
import { aggregateParam } from './event.schema.ts'

export const historyParams = z.object({ id: aggregateParam })
export const historyQuery = z.object({
  at: z.iso
    .datetime({ offset: true })
    .transform(text => new Date(text))
    .optional()
    .meta({ description: 'The moment; now when absent' }),
})

export const historyAnswer = z.object({
  aggregate: z.object({ type: z.string(), id: z.string() }),
  at: z.string(),
  existed: z.boolean().nullable().describe('Whether it was there already; null: the log does not go back so far'),
  fields: z
    .record(
      z.string(),
      z.object({
        value: z.unknown(),
        event: z.string().describe('The event that says so'),
        by: z
          .enum(['changed', 'told', 'before'])
          .describe('An event set it, told it in passing, or a later event says what it was before'),
        since: z.string().nullable(),
      }),
    )
    .describe('What is known. A field that no event names is not here: the log cannot tell'),
  events: z.number(),
  complete: z.boolean().describe('The log still has all events of it, from the first'),
})
