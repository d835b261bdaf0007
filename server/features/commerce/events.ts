import { z } from 'zod'
import { changesOf, defineEvents, id } from '../../platform/events/index.ts'
import { branchAnswer, categoryAnswer, itemAnswer } from './catalog/schema.ts'
import { orderAnswer } from './order/schema.ts'
import { FULFILMENTS, NOT_INFORMED, ORDER_STATUSES } from './order/state.ts'

const status = z.enum(ORDER_STATUSES)
const name = z.object({ name: z.string() })
const category = categoryAnswer.pick({ name: true, translations: true, position: true })
const branch = branchAnswer.pick({
  name: true,
  translations: true,
  address: true,
  phone: true,
  available: true,
  position: true,
})
const item = itemAnswer
  .pick({
    code: true,
    name: true,
    description: true,
    translations: true,
    available: true,
    imageUrl: true,
    position: true,
  })
  .extend({
    priceAmount: z.int().describe('In minor units'),
    priceCurrency: z.string(),
    categoryId: id('category').nullable(),
  })
const orderChange = changesOf(orderAnswer.pick({ note: true, address: true }))

/** What happens to a branch and to a category: the same three things. */
const catalogueData = { created: name, deleted: z.object({ before: name }) }

export const COMMERCE_EVENTS = defineEvents({
  'branch.created': {
    version: 1,
    aggregate: 'branch',
    means: 'A branch was added.',
    data: catalogueData.created,
  },
  'branch.updated': {
    version: 1,
    aggregate: 'branch',
    means: 'A branch was changed.',
    data: changesOf(branch),
  },
  'branch.deleted': {
    version: 1,
    aggregate: 'branch',
    means: 'A branch was removed.',
    data: catalogueData.deleted,
  },
  'category.created': {
    version: 1,
    aggregate: 'category',
    means: 'A category was added to the catalogue.',
    data: catalogueData.created,
  },
  'category.updated': {
    version: 1,
    aggregate: 'category',
    means: 'A category of the catalogue was changed.',
    data: changesOf(category),
  },
  'category.deleted': {
    version: 1,
    aggregate: 'category',
    means: 'A category was removed from the catalogue.',
    data: catalogueData.deleted,
  },
  'item.created': {
    version: 1,
    aggregate: 'item',
    means: 'An item was added to the catalogue.',
    data: itemAnswer
      .pick({ code: true, name: true })
      .extend({ price: z.object({ amount: z.int().describe('In minor units'), currency: z.string() }) }),
  },
  'item.updated': {
    version: 1,
    aggregate: 'item',
    means: 'An item of the catalogue was changed.',
    data: changesOf(item),
  },
  'item.deleted': {
    version: 1,
    aggregate: 'item',
    means: 'An item was removed from the catalogue.',
    data: z.object({ before: itemAnswer.pick({ code: true, name: true }) }),
  },
  'order.created': {
    version: 1,
    aggregate: 'order',
    means: 'A customer, or somebody for them, placed an order.',
    data: z.object({
      orderId: id('order'),
      number: z.int(),
      status,
      fulfilment: z.enum(FULFILMENTS),
      total: z.int().describe('In minor units'),
      currency: z.string(),
      conversationId: id('conversation').nullable(),
      contactId: id('contact').nullable(),
      customerName: z.string().nullable(),
      lines: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          quantity: z.int(),
          lineAmount: z.int().describe('In minor units'),
        }),
      ),
    }),
  },
  'order.updated': {
    version: 1,
    aggregate: 'order',
    means: 'An order moved to another status, or its note or address changed; then `from` and `status` are the same.',
    data: z.object({
      orderId: id('order'),
      number: z.int(),
      from: status,
      status,
      conversationId: id('conversation').nullable(),
      contactId: id('contact').nullable(),
      ...orderChange.partial().shape,
    }),
  },
  'order.not_informed': {
    version: 1,
    aggregate: 'order',
    means: 'The customer could not be told of the last move of their order.',
    data: z.object({
      orderId: id('order'),
      number: z.int(),
      conversationId: id('conversation').nullable(),
      reason: z.enum(NOT_INFORMED),
    }),
  },
})
