import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import {
  actorOf,
  answer,
  answerPage,
  decodeCursor,
  links,
  listAnswer,
  noAnswer,
  ok,
  pageQuery,
  shown,
} from '../../../platform/http/index.ts'
import type { ApiKey } from './api-key.sql.ts'
import { createKey, currentKey, listKeys, type MadeKey, revokeKey, rotateKey } from './api-key.ts'
import { keyBody, keyMadeView, keyParams, keyView, rotateBody } from './schema.ts'

const tags = ['API keys']
const CHANGE = { access: 'api_keys:write', recentAuthentication: true } as const
const PLACE = z.uuid()

/** `/api/v1/api-keys`: keys with which programs call the API. */
export function apiKeyRoutes(app: HttpApp, context: Context): void {
  listRoute(app, context)
  currentRoute(app, context)
  makeRoute(app, context)
  endRoutes(app, context)
}

function listRoute(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/api-keys',
    {
      config: { access: 'api_keys:read' },
      schema: {
        tags,
        summary: 'The keys of your business, newest first; without their secrets',
        querystring: pageQuery,
        response: { 200: listAnswer(keyView) },
      },
    },
    async ({ principal, query }) => {
      const { limit, cursor } = query
      const before = cursor ? decodeCursor(cursor, PLACE) : null
      const keys = await db.tenant(principal.tenantId, tx => listKeys(tx, { before, limit: limit + 1 }))
      return answerPage(keys, { limit }, showKey, ({ id }) => id)
    },
  )
}

function currentRoute(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/api-keys/current',
    {
      config: { access: 'signed_in' },
      schema: {
        tags,
        summary: 'The key that you call with, and what it may do',
        description: 'NOT_FOUND when you call as a person.',
        response: { 200: answer(keyView) },
      },
    },
    async ({ principal }) => ok(showKey(await db.tenant(principal.tenantId, tx => currentKey(tx, principal)))),
  )
}

function makeRoute(app: HttpApp, { db }: Context): void {
  app.post(
    '/api/v1/api-keys',
    {
      config: CHANGE,
      schema: { tags, summary: 'Make a key; it is shown once', body: keyBody, response: { 201: answer(keyMadeView) } },
    },
    async ({ principal, body }, reply) => {
      const made = await db.tenant(principal.tenantId, tx => createKey(tx, body, principal))
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send(ok(showMade(made)))
    },
  )
}

function endRoutes(app: HttpApp, context: Context): void {
  const { db } = context
  app.post(
    '/api/v1/api-keys/:id/rotate',
    {
      config: CHANGE,
      schema: {
        tags,
        summary: 'Give a key another secret, shown once; the one before is accepted for a while',
        params: keyParams,
        body: rotateBody,
        response: { 200: answer(keyMadeView) },
      },
    },
    async ({ principal, params, body }, reply) => {
      const made = await db.tenant(principal.tenantId, tx =>
        rotateKey(context, tx, params.id, body.overlapMinutes, principal),
      )
      return reply.header('cache-control', 'no-store').send(ok(showMade(made)))
    },
  )
  app.delete(
    '/api/v1/api-keys/:id',
    {
      config: CHANGE,
      schema: { tags, summary: 'Revoke a key at once, everywhere', params: keyParams, response: { 204: noAnswer } },
    },
    async ({ principal, params }, reply) => {
      await db.tenant(principal.tenantId, tx => revokeKey(context, tx, params.id, actorOf(principal)))
      return reply.code(204).send(null)
    },
  )
}

const showMade = ({ row, key }: MadeKey) => ({ ...showKey(row), key })

function showKey(row: ApiKey) {
  const id = shown('apiKey', row.id)
  const { name, mode, prefix, permissions, allowedAddresses } = row
  return {
    id,
    name,
    mode,
    prefix,
    permissions,
    allowedAddresses,
    createdBy: shown('user', row.createdBy),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    rotatedAt: row.rotatedAt?.toISOString() ?? null,
    previousUntil: row.previousUntil?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    _links: links({ rotate: ['api-keys', id, 'rotate'] }),
  }
}
