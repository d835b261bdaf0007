import { z } from 'zod'
import { fieldsQuery, idParam, linksAnswer, pageQuery } from '../../../platform/http/index.ts'
import { text } from '../../tenancy/index.ts'
import { moneyAnswer } from '../catalog/schema.ts'
import { isSomewhere } from './address.ts'
import { NOT_INFORMED, ORDER_STATUSES } from './state.ts'

const status = z.enum(ORDER_STATUSES)
const moment = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })])
  .refine(text => text >= '1900' && text < '9999', 'must be between 1900 and 9998')
  .describe(
    'A day of the business (2026-03-01, in its time zone, from the hour of `settings.dayEndsAt` on) or a moment with offset',
  )

/** `status` may name several, with commas between. */
export const orderQuery = pageQuery.extend(fieldsQuery.shape).extend({
  status: z
    .string()
    .transform(text => text.split(',').map(word => word.trim()))
    .pipe(z.array(status).min(1))
    .optional()
    .describe('One status, or several with commas between'),
  from: moment.optional().describe('Placed at or after this'),
  to: moment.optional().describe('Placed before this moment, or on or before this day'),
  contactId: idParam('contact').optional(),
  conversationId: idParam('conversation').optional(),
  q: text(100).optional().describe('Order number, or part of the customer’s name or phone'),
})

/** The last row of a page of orders, after which the next begins: microseconds since 1970, id. */
export const orderPlace = z.tuple([z.int(), z.uuid()])

export const orderParams = z.object({ id: idParam('order') })
export const statusBody = z.strictObject({ status })
export const orderPatch = z.strictObject({
  note: text(1000).nullable().optional(),
  address: z
    .strictObject({
      text: text(500).optional(),
      latitude: z.number().min(-90).max(90).optional(),
      longitude: z.number().min(-180).max(180).optional(),
    })
    .refine(isSomewhere, 'must have text, or latitude and longitude')
    .optional(),
})

export const lineAnswer = z.object({
  position: z.number().describe('Its place in the order, from 1'),
  itemId: z.string().nullable(),
  code: z.string(),
  name: z.string(),
  note: z.string().nullable(),
  quantity: z.number(),
  unitPrice: moneyAnswer,
  total: moneyAnswer,
})

export const orderAnswer = z.object({
  id: z.string(),
  number: z.number(),
  status,
  nextStatuses: z.array(status),
  fulfilment: z.enum(['delivery', 'pickup']),
  contact: z.object({
    id: z.string().nullable(),
    name: z.string().nullable(),
    phone: z.string().nullable(),
    optedOutAt: z.string().nullable().meta({
      description: 'The customer wants no more messages since then; news of this order they still get',
    }),
  }),
  conversationId: z.string().nullable(),
  branch: z.object({ id: z.string(), name: z.string() }).nullable(),
  address: z
    .object({ text: z.string().optional(), latitude: z.number().optional(), longitude: z.number().optional() })
    .nullable(),
  note: z.string().nullable(),
  paymentMethod: z.enum(['cash', 'online']),
  notInformed: z.enum(NOT_INFORMED).nullable().meta({
    description: 'Why the customer was not told of the last move; null: told, or there was nothing to tell',
  }),
  total: moneyAnswer,
  lines: z.array(lineAnswer),
  createdAt: z.string(),
  updatedAt: z.string(),
  _links: linksAnswer,
})

export const historyAnswer = z.object({
  id: z.string(),
  from: status.nullable(),
  to: status,
  actor: z.object({ kind: z.string(), id: z.string().nullable() }),
  at: z.string(),
})
