import { z } from 'zod'
import { pageQuery } from '../../../platform/http/index.ts'
import { failure } from '../messages/message-view.schema.ts'

export const statusQuery = pageQuery
/** The place where a page of statuses starts: the last one of the page before. */
export const statusPlace = z.object({ status: z.string(), participant: z.string() })

const words = (description: string) =>
  z
    .record(z.string(), z.unknown())
    .nullable()
    .meta({ description: `${description}, in the provider’s words` })

export const statusView = z
  .object({
    status: z
      .string()
      .meta({ description: '`sent`, `delivered`, `read`, `played`, `failed`, or the provider’s own word' }),
    participant: z
      .string()
      .nullable()
      .meta({ description: 'In a group: the member whom it is about, as the provider calls them' }),
    contact: z
      .object({ id: z.string(), name: z.string() })
      .nullable()
      .meta({ description: 'That member, when they are a contact' }),
    recipient: z.string().nullable().meta({ description: 'Whom the provider sent it to, as it calls them' }),
    conversation: words('The conversation at the provider that it is counted in'),
    pricing: words('Whether it is paid for, with its category and type'),
    payment: words('What became of the payment that the message asks for'),
    at: z.string().nullable().meta({ description: 'When the provider says it happened' }),
    error: failure.extend({ others: z.array(failure).optional() }).nullable(),
  })
  .meta({ id: 'MessageStatusReport' })
export type StatusView = z.infer<typeof statusView>
