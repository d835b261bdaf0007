import { z } from 'zod'
import { pageQuery } from '../../../platform/http/index.ts'
import { failure } from '../messages/message-view.schema.ts'

export const statusQuery = pageQuery
/** The place where a page of statuses starts: the last one of the page before. */
export const statusPlace = z.object({ status: z.string(), participant: z.string() })

export const statusView = z.object({
  status: z
    .string()
    .meta({ description: '`sent`, `delivered`, `read`, `played`, `failed`, or the provider’s own word' }),
  participant: z
    .string()
    .nullable()
    .meta({ description: 'In a group: the member whom it is about, as the provider calls them' }),
  at: z.string().nullable().meta({ description: 'When the provider says it happened' }),
  error: failure.extend({ others: z.array(failure).optional() }).nullable(),
})
export type StatusView = z.infer<typeof statusView>
