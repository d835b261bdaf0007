import type { Context, HttpApp } from '../../../platform/context.ts'
import { actorOf, answer, answerPage, decodeCursor, listAnswer, noAnswer, ok } from '../../../platform/http/index.ts'
import { addCategory, changeCategory, pageOfCategories, removeCategory } from './category.ts'
import { catalogPlace, catalogQuery, categoryAnswer, categoryBody, categoryParams, categoryPatch } from './schema.ts'
import { placeInCatalog, showCategory } from './view.ts'

const tags = ['Catalogue']
const read = { access: 'catalog:read' } as const
const write = { access: 'catalog:write' } as const

export function categoryRoutes(app: HttpApp, context: Context): void {
  readRoutes(app, context)
  changeRoutes(app, context)
}

function readRoutes(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/catalog/categories',
    {
      config: read,
      schema: {
        tags,
        summary: 'List categories',
        querystring: catalogQuery,
        response: { 200: listAnswer(categoryAnswer.partial()) },
      },
    },
    async ({ query, principal }) => {
      const after = query.cursor ? decodeCursor(query.cursor, catalogPlace) : null
      const rows = await db.tenant(principal.tenantId, tx => pageOfCategories(tx, after, query.limit))
      return answerPage(rows, query, showCategory, placeInCatalog)
    },
  )
}

function changeRoutes(app: HttpApp, { db }: Context): void {
  app.post(
    '/api/v1/catalog/categories',
    {
      config: write,
      schema: { tags, summary: 'Add a category', body: categoryBody, response: { 201: answer(categoryAnswer) } },
    },
    async ({ body, principal }, reply) => {
      const { tenantId } = principal
      const row = await db.tenant(tenantId, tx => addCategory(tx, body, actorOf(principal)))
      return reply.code(201).send(ok(showCategory(row)))
    },
  )

  app.patch(
    '/api/v1/catalog/categories/:id',
    {
      config: write,
      schema: {
        tags,
        summary: 'Change a category',
        params: categoryParams,
        body: categoryPatch,
        response: { 200: answer(categoryAnswer) },
      },
    },
    async ({ params, body, principal }) => {
      const { tenantId } = principal
      const row = await db.tenant(tenantId, tx => changeCategory(tx, params.id, body, actorOf(principal)))
      return ok(showCategory(row))
    },
  )

  app.delete(
    '/api/v1/catalog/categories/:id',
    {
      config: write,
      schema: { tags, summary: 'Delete an empty category', params: categoryParams, response: { 204: noAnswer } },
    },
    async ({ params, principal }, reply) => {
      const { tenantId } = principal
      await db.tenant(tenantId, tx => removeCategory(tx, params.id, actorOf(principal)))
      return reply.code(204).send(null)
    },
  )
}
