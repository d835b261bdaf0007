import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import { actorOf, answer, answerPage, decodeCursor, listAnswer, noAnswer, ok } from '../../../platform/http/index.ts'
import { countPart } from '../../../platform/pending/index.ts'
import { vetAddress } from './address.ts'
import {
  createdEndpointAnswer,
  createEndpointBody,
  endpointAnswer,
  endpointParams,
  endpointsQuery,
  secretAnswer,
  updateEndpointBody,
} from './endpoint.schema.ts'
import { selectEndpoint, selectEndpoints } from './endpoint.sql.ts'
import { addEndpoint, changeEndpoint, removeEndpoint, rotateSecret, secretOf } from './endpoint.ts'
import { showEndpoint } from './view.ts'

const tags = ['Webhooks']
const read = { access: 'webhooks:read' } as const
const write = { access: 'webhooks:write' } as const
const PLACE = z.uuid()

/** `/api/v1/webhook-endpoints` */
export function endpointRoutes(app: HttpApp, context: Context): void {
  readRoutes(app, context)
  createRoute(app, context)
  changeRoutes(app, context)
  secretRoutes(app, context)
}

function readRoutes(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/webhook-endpoints',
    {
      config: read,
      schema: {
        tags,
        summary: 'Addresses that get webhooks',
        querystring: endpointsQuery,
        response: { 200: listAnswer(endpointAnswer) },
      },
    },
    async ({ principal, query: { limit, cursor } }) => {
      const after = cursor === undefined ? null : decodeCursor(cursor, PLACE)
      const rows = await db.tenant(principal.tenantId, tx => tx.rows(selectEndpoints(after, limit + 1)))
      return answerPage(rows, { limit }, showEndpoint, row => row.id)
    },
  )
  app.get(
    '/api/v1/webhook-endpoints/:id',
    {
      config: read,
      schema: { tags, summary: 'One endpoint', params: endpointParams, response: { 200: answer(endpointAnswer) } },
    },
    async ({ principal, params }) =>
      await db.tenant(principal.tenantId, async tx => {
        const endpoint = await tx.one(selectEndpoint(params.id))
        const { count } = await tx.one(countPart('webhook_delivery', params.id))
        return ok({ ...showEndpoint(endpoint), waiting: count })
      }),
  )
}

function createRoute(app: HttpApp, context: Context): void {
  app.post(
    '/api/v1/webhook-endpoints',
    {
      // Whoever adds an address decides who reads. An answer that is kept to be repeated would keep the secret.
      config: { ...write, recentAuthentication: true, idempotent: false },
      schema: {
        tags,
        summary: 'Add an endpoint; the answer holds its secret',
        body: createEndpointBody,
        response: { 201: answer(createdEndpointAnswer) },
      },
    },
    async ({ principal, body }, reply) => {
      await vetAddress(context, body.url)
      const { endpoint, secret } = await context.db.tenant(principal.tenantId, tx =>
        addEndpoint(context, tx, body, actorOf(principal)),
      )
      return reply.code(201).send(ok({ ...showEndpoint(endpoint), secret }))
    },
  )
}

function changeRoutes(app: HttpApp, context: Context): void {
  app.patch(
    '/api/v1/webhook-endpoints/:id',
    {
      config: { ...write, recentAuthentication: ['url'] },
      schema: {
        tags,
        summary: 'Change, enable or disable an endpoint',
        params: endpointParams,
        body: updateEndpointBody,
        response: { 200: answer(endpointAnswer) },
      },
    },
    async ({ principal, params, body }) => {
      const { tenantId } = principal
      await context.db.tenant(tenantId, tx => tx.one(selectEndpoint(params.id)))
      if (body.url !== undefined) await vetAddress(context, body.url)
      const changed = await context.db.tenant(tenantId, tx => changeEndpoint(tx, params.id, body, actorOf(principal)))
      return ok(showEndpoint(changed))
    },
  )
  app.delete(
    '/api/v1/webhook-endpoints/:id',
    {
      config: write,
      schema: { tags, summary: 'Remove an endpoint', params: endpointParams, response: { 204: noAnswer } },
    },
    async ({ principal, params }, reply) => {
      await context.db.tenant(principal.tenantId, tx => removeEndpoint(tx, params.id, actorOf(principal)))
      return reply.code(204).send(null)
    },
  )
}

function secretRoutes(app: HttpApp, context: Context): void {
  const schema = { tags, params: endpointParams, response: { 200: answer(secretAnswer) } }
  app.get(
    '/api/v1/webhook-endpoints/:id/secret',
    { config: { ...write, recentAuthentication: true }, schema: { ...schema, summary: 'The secret of an endpoint' } },
    async ({ principal, params }) => {
      const found = await context.db.tenant(principal.tenantId, tx => secretOf(context, tx, params.id))
      return ok(showSecret(found))
    },
  )
  app.post(
    '/api/v1/webhook-endpoints/:id/rotate-secret',
    {
      config: { ...write, recentAuthentication: true, idempotent: false },
      schema: { ...schema, summary: 'A new secret; the old one signs, too, for 24 hours' },
    },
    async ({ principal, params }) => {
      const made = await context.db.tenant(principal.tenantId, tx =>
        rotateSecret(context, tx, params.id, actorOf(principal)),
      )
      return ok(showSecret(made))
    },
  )
}

const showSecret = ({ endpoint, secret }: Awaited<ReturnType<typeof secretOf>>) => ({
  secret,
  oldSecretValidUntil: endpoint.oldSecretUntil?.toISOString() ?? null,
})
