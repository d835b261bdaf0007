import type { Context, HttpApp } from '../../../platform/context.ts'
import { actorOf, answer, answerPage, decodeCursor, listAnswer, noAnswer, ok } from '../../../platform/http/index.ts'
import { addItem, changeItem, getItem, pageOfItems, removeItem } from './item.ts'
import { catalogPlace, itemAnswer, itemBody, itemParams, itemPatch, itemQuery } from './schema.ts'
import { placeInCatalog, showItem } from './view.ts'

const tags = ['Catalogue']
const read = { access: 'catalog:read' } as const
const write = { access: 'catalog:write' } as const

export function itemRoutes(app: HttpApp, context: Context): void {
  readRoutes(app, context)
  changeRoutes(app, context)
}

function readRoutes(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/catalog/items',
    {
      config: read,
      schema: {
        tags,
        summary: 'List items',
        querystring: itemQuery,
        response: { 200: listAnswer(itemAnswer.partial()) },
      },
    },
    async ({ query, principal }) => {
      const { categoryId, available, limit } = query
      const after = query.cursor ? decodeCursor(query.cursor, catalogPlace) : undefined
      const codes = query.code ? [query.code] : undefined
      const filter = { categoryId, available, codes, after, limit }
      const rows = await db.tenant(principal.tenantId, tx => pageOfItems(tx, filter))
      return answerPage(rows, query, showItem, placeInCatalog)
    },
  )

  app.get(
    '/api/v1/catalog/items/:id',
    { config: read, schema: { tags, summary: 'One item', params: itemParams, response: { 200: answer(itemAnswer) } } },
    async ({ params, principal }) => ok(showItem(await db.tenant(principal.tenantId, tx => getItem(tx, params.id)))),
  )
}

function changeRoutes(app: HttpApp, { db }: Context): void {
  app.post(
    '/api/v1/catalog/items',
    {
      config: write,
      schema: { tags, summary: 'Add an item', body: itemBody, response: { 201: answer(itemAnswer) } },
    },
    async ({ body, principal }, reply) => {
      const { tenantId } = principal
      const row = await db.tenant(tenantId, tx => addItem(tx, body, actorOf(principal)))
      return reply.code(201).send(ok(showItem(row)))
    },
  )

  app.patch(
    '/api/v1/catalog/items/:id',
    {
      config: write,
      schema: {
        tags,
        summary: 'Change an item: price, availability …',
        params: itemParams,
        body: itemPatch,
        response: { 200: answer(itemAnswer) },
      },
    },
    async ({ params, body, principal }) => {
      const { tenantId } = principal
      const row = await db.tenant(tenantId, tx => changeItem(tx, params.id, body, actorOf(principal)))
      return ok(showItem(row))
    },
  )

  app.delete(
    '/api/v1/catalog/items/:id',
    {
      config: write,
      schema: {
        tags,
        summary: 'Delete an item; orders keep their copy',
        params: itemParams,
        response: { 204: noAnswer },
      },
    },
    async ({ params, principal }, reply) => {
      const { tenantId } = principal
      await db.tenant(tenantId, tx => removeItem(tx, params.id, actorOf(principal)))
      return reply.code(204).send(null)
    },
  )
}
