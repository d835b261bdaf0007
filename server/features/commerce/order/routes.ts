import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import { actorOf, answer, answerPage, decodeCursor, listAnswer, ok } from '../../../platform/http/index.ts'
import { pageOfOrders } from './list.ts'
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
      const rows = await db.tenant(principal.tenantId, tx => pageOfOrders(tx, { ...query, after }))
      return answerPage(rows, query, showOrder, row => [row.createdMicros, row.id])
    },
  )

  app.get(
    '/api/v1/orders/:id',
    {
      config: read,
      schema: { tags, summary: 'One order', params: orderParams, response: { 200: answer(orderAnswer) } },
    },
    async ({ params, principal }) => ok(showOrder(await db.tenant(principal.tenantId, tx => getOrder(tx, params.id)))),
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
      const row = await db.tenant(tenantId, tx => changeOrderDetails(tx, params.id, body, actorOf(principal)))
      return ok(showOrder(row))
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
      const row = await db.tenant(tenantId, tx => changeOrderStatus(tx, params.id, body.status, actorOf(principal)))
      return ok(showOrder(row))
    },
  )
}
