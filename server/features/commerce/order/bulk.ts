import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import { answer, ok } from '../../../platform/http/index.ts'
import { bulkAnswer, bulkOf, createBulk, jobAnswer } from '../../../platform/long-jobs/index.ts'
import { perContext } from '../../../platform/services.ts'
import { pageOfOrders } from './list.ts'
import { changeOrderDetails, changeOrderStatus } from './order.ts'
import { orderPatch, orderPlace, orderQuery, statusBody } from './schema.ts'
import { ORDER_STATUSES } from './state.ts'

const oneStatus = z.enum(ORDER_STATUSES)
const { from, to, contactId, conversationId, q } = orderQuery.shape

/** The filters of the list. */
const filter = z.strictObject({
  status: z.union([oneStatus.transform(status => [status]), z.array(oneStatus).min(1)]).optional(),
  from,
  to,
  contactId,
  conversationId,
  q,
})
const change = orderPatch
  .extend({ status: statusBody.shape.status.optional() })
  .refine(updates => Object.keys(updates).length > 0, 'must name something to change')

/** One change to many orders. */
export const orderBulk = perContext(() =>
  createBulk<z.output<typeof filter>, z.output<typeof change>>({
    kind: 'orders.bulk',
    ids: 'order',
    access: 'orders:write',
    filter,
    change,
    find: async (tx, asked, _actor, place, most) => {
      const after = place === null ? undefined : orderPlace.parse(place)
      const rows = (await pageOfOrders(tx, { ...asked, after, limit: most })).slice(0, most)
      const last = rows.length === most ? rows.at(-1)! : undefined
      return { ids: rows.map(row => row.id), place: last ? [last.createdMicros, last.id] : null }
    },
    apply: async (tx, id, { status, ...details }, actor) => {
      if (Object.keys(details).length > 0) await changeOrderDetails(tx, id, details, actor)
      if (status) await changeOrderStatus(tx, id, status, actor)
    },
  }),
)

const bulkBody = bulkOf({ updates: change }, filter)

export function orderBulkRoute(app: HttpApp, context: Context): void {
  app.post(
    '/api/v1/orders/bulk',
    {
      config: { access: 'orders:write' },
      schema: {
        tags: ['Orders'],
        summary: 'Change many orders; each succeeds or fails alone. More than 1,000 become a job (202)',
        body: bulkBody,
        response: { 200: answer(bulkAnswer), 202: answer(jobAnswer) },
      },
    },
    async ({ principal, body }, reply) => {
      const { updates, ...which } = body
      const done = await orderBulk(context).run(context, principal, { ...which, change: updates })
      return 'now' in done ? ok(done.now) : reply.code(202).send(ok(done.job))
    },
  )
}
