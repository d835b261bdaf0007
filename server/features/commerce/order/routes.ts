import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import type { Db, Tx } from '../../../platform/db/index.ts'
import { actorOf, answer, answerPage, decodeCursor, listAnswer, ok } from '../../../platform/http/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { withCustomers } from './customers.ts'
import { pageOfOrders } from './list.ts'
import type { Order } from './order.sql.ts'
import { changeOrderDetails, changeOrderStatus, getOrder, orderHistory } from './order.ts'
import { historyAnswer, orderAnswer, orderParams, orderPatch, orderPlace, orderQuery, statusBody } from './schema.ts'
import { showHistory, showOrder } from './view.ts'

const tags = ['Orders']
const read = { access: 'orders:read' } as const
const write = { access: 'orders:write' } as const

export function orderRoutes(app: HttpApp, context: Context): void {
  readRoutes(app, context)
  changeRoutes(app, context)
}

function readRoutes(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/orders',
    {
      config: read,
      schema: {
        tags,
        summary: 'List orders, newest first',
        querystring: orderQuery,
        response: { 200: listAnswer(orderAnswer.partial()) },
      },
    },
    async ({ query, principal }) => {
      const after = query.cursor ? decodeCursor(query.cursor, orderPlace) : undefined
      const { orders, optOuts } = await db.tenant(principal.tenantId, async tx =>
        withCustomers(tx, await pageOfOrders(tx, { ...query, after })),
      )
      const show = (row: Order) => showOrder(row, optOuts)
      return answerPage(orders, query, show, row => [row.createdMicros, row.id])
    },
  )

  app.get(
    '/api/v1/orders/:id',
    {
      config: read,
      schema: { tags, summary: 'One order', params: orderParams, response: { 200: answer(orderAnswer) } },
    },
    async ({ params, principal }) => ok(await oneOrder(db, principal.tenantId, tx => getOrder(tx, params.id))),
  )

  app.get(
    '/api/v1/orders/:id/history',
    {
      config: read,
      schema: {
        tags,
        summary: 'What happened to an order, oldest first',
        params: orderParams,
        response: { 200: answer(z.array(historyAnswer)) },
      },
    },
    async ({ params, principal }) =>
      ok((await db.tenant(principal.tenantId, tx => orderHistory(tx, params.id))).map(showHistory)),
  )
}

/** What an operation makes of one order, as the API shows it. */
async function oneOrder(db: Db, tenantId: Uuid, work: (tx: Tx) => Promise<Order>) {
  const { orders, optOuts } = await db.tenant(tenantId, async tx => withCustomers(tx, [await work(tx)]))
  return showOrder(orders[0]!, optOuts)
}

function changeRoutes(app: HttpApp, { db }: Context): void {
  app.patch(
    '/api/v1/orders/:id',
    {
      config: write,
      schema: {
        tags,
        summary: 'Change the note or the address of an order',
        params: orderParams,
        body: orderPatch,
        response: { 200: answer(orderAnswer) },
      },
    },
    async ({ params, body, principal }) => {
      const { tenantId } = principal
      return ok(await oneOrder(db, tenantId, tx => changeOrderDetails(tx, params.id, body, actorOf(principal))))
    },
  )

  app.patch(
    '/api/v1/orders/:id/status',
    {
      config: write,
      schema: {
        tags,
        summary: 'Move an order to its next status',
        params: orderParams,
        body: statusBody,
        response: { 200: answer(orderAnswer) },
      },
    },
    async ({ params, body, principal }) => {
      const { tenantId } = principal
      return ok(await oneOrder(db, tenantId, tx => changeOrderStatus(tx, params.id, body.status, actorOf(principal))))
    },
  )
}
