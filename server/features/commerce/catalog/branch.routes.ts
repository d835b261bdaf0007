import type { Context, HttpApp } from '../../../platform/context.ts'
import { actorOf, answer, answerPage, decodeCursor, listAnswer, noAnswer, ok } from '../../../platform/http/index.ts'
import { addBranch, changeBranch, pageOfBranches, removeBranch } from './branch.ts'
import { branchAnswer, branchBody, branchParams, branchPatch, catalogPlace, catalogQuery } from './schema.ts'
import { placeInCatalog, showBranch } from './view.ts'

const tags = ['Catalogue']
const read = { access: 'catalog:read' } as const
const write = { access: 'catalog:write' } as const

export function branchRoutes(app: HttpApp, context: Context): void {
  readRoutes(app, context)
  changeRoutes(app, context)
}

function readRoutes(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/catalog/branches',
    {
      config: read,
      schema: {
        tags,
        summary: 'List branches',
        querystring: catalogQuery,
        response: { 200: listAnswer(branchAnswer.partial()) },
      },
    },
    async ({ query, principal }) => {
      const after = query.cursor ? decodeCursor(query.cursor, catalogPlace) : null
      const rows = await db.tenant(principal.tenantId, tx => pageOfBranches(tx, after, query.limit))
      return answerPage(rows, query, showBranch, placeInCatalog)
    },
  )
}

function changeRoutes(app: HttpApp, { db }: Context): void {
  app.post(
    '/api/v1/catalog/branches',
    {
      config: write,
      schema: { tags, summary: 'Add a branch', body: branchBody, response: { 201: answer(branchAnswer) } },
    },
    async ({ body, principal }, reply) => {
      const { tenantId } = principal
      const row = await db.tenant(tenantId, tx => addBranch(tx, body, actorOf(principal)))
      return reply.code(201).send(ok(showBranch(row)))
    },
  )

  app.patch(
    '/api/v1/catalog/branches/:id',
    {
      config: write,
      schema: {
        tags,
        summary: 'Change a branch, or close it',
        params: branchParams,
        body: branchPatch,
        response: { 200: answer(branchAnswer) },
      },
    },
    async ({ params, body, principal }) => {
      const { tenantId } = principal
      const row = await db.tenant(tenantId, tx => changeBranch(tx, params.id, body, actorOf(principal)))
      return ok(showBranch(row))
    },
  )

  app.delete(
    '/api/v1/catalog/branches/:id',
    {
      config: write,
      schema: {
        tags,
        summary: 'Delete a branch that has no orders',
        params: branchParams,
        response: { 204: noAnswer },
      },
    },
    async ({ params, principal }, reply) => {
      const { tenantId } = principal
      await db.tenant(tenantId, tx => removeBranch(tx, params.id, actorOf(principal)))
      return reply.code(204).send(null)
    },
  )
}
