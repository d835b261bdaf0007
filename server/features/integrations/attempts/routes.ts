import type { Context, HttpApp } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { notFound } from '../../../platform/errors/index.ts'
import { type StoredEvent, showEvent } from '../../../platform/events/index.ts'
import { answer, answerPage, decodeCursor, encodeCursor, listAnswer, ok } from '../../../platform/http/index.ts'
import { readId, type Uuid } from '../../../platform/ids/index.ts'
import { systemOutbound } from '../../../platform/outbound/index.ts'
import { bodyOf } from '../deliveries/message.ts'
import { endpointParams } from '../endpoints/endpoint.schema.ts'
import { selectEndpoint } from '../endpoints/endpoint.sql.ts'
import { selectOne } from '../log/event.sql.ts'
import { typesOf } from '../log/types.ts'
import {
  attemptAnswer,
  attemptPlace,
  attemptsQuery,
  diffAnswer,
  diffQuery,
  REPLAYED_AT_ONCE,
  replayAnswer,
  replayBody,
  testAnswer,
} from './attempt.schema.ts'
import { selectAttempts } from './attempt.sql.ts'
import { showAttempt } from './attempt-view.ts'
import { differences } from './diff.ts'
import { replayMany, replayOne } from './replay.ts'
import { tryOut } from './try-out.ts'

const tags = ['Webhooks']
const read = { access: 'webhooks:read' } as const
const write = { access: 'webhooks:write' } as const
/** Calls among which the events to compare are looked for. */
const LOOKED_BACK = 100

/** What was sent to an endpoint, and sending it again. */
export function deliveryRoutes(app: HttpApp, context: Context): void {
  attemptRoutes(app, context)
  replayRoute(app, context)
  testRoute(app, context)
  diffRoute(app, context)
}

function attemptRoutes(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/webhook-endpoints/:id/attempts',
    {
      config: read,
      schema: {
        tags,
        summary: 'Calls to an endpoint and their answers, newest first',
        params: endpointParams,
        querystring: attemptsQuery,
        response: { 200: listAnswer(attemptAnswer) },
      },
    },
    async ({ principal, params, query: { limit, cursor, event, outcome } }) => {
      const beyond = cursor === undefined ? null : decodeCursor(cursor, attemptPlace).beyond
      const selection = { endpointId: params.id, eventId: event, outcome, beyond }
      const rows = await db.tenant(principal.tenantId, async tx => {
        await tx.one(selectEndpoint(params.id))
        return await tx.rows(selectAttempts(selection, limit + 1))
      })
      return answerPage(rows, { limit }, showAttempt, row => ({ beyond: row.id }))
    },
  )
}

function replayRoute(app: HttpApp, { db }: Context): void {
  app.post(
    '/api/v1/webhook-endpoints/:id/replay',
    {
      config: write,
      schema: {
        tags,
        summary: 'Send again: one event, or those of a time; each keeps its id',
        params: endpointParams,
        body: replayBody,
        response: { 202: answer(replayAnswer) },
      },
    },
    async ({ principal, params, body }, reply) => {
      const { tenantId } = principal
      if ('event' in body) {
        const eventId = readId('event', body.event)
        if (!eventId) throw notFound()
        await db.tenant(tenantId, tx => replayOne(tx, params.id, eventId))
        return reply.code(202).send(ok({ queued: 1, nextCursor: null }))
      }
      const { since, until, types, missedOnly, cursor } = body
      const beyond = cursor === undefined ? null : decodeCursor(cursor, attemptPlace).beyond
      const selection = { endpointId: params.id, since, until, types: types && typesOf(types), missedOnly, beyond }
      const { queued, next } = await db.tenant(tenantId, tx => replayMany(tx, selection, REPLAYED_AT_ONCE))
      return reply.code(202).send(ok({ queued, nextCursor: next && encodeCursor({ beyond: next }) }))
    },
  )
}

function testRoute(app: HttpApp, context: Context): void {
  app.post(
    '/api/v1/webhook-endpoints/:id/test',
    {
      config: write,
      schema: {
        tags,
        summary: 'Send something made up at once, and see what comes of it',
        params: endpointParams,
        response: { 200: answer(testAnswer) },
      },
    },
    async ({ principal, params }) =>
      ok(showAttempt(await tryOut(context, systemOutbound, principal.tenantId, params.id))),
  )
}

function diffRoute(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/webhook-endpoints/:id/diff',
    {
      config: read,
      schema: {
        tags,
        summary: 'What differs between the payloads of two events',
        params: endpointParams,
        querystring: diffQuery,
        response: { 200: answer(diffAnswer) },
      },
    },
    async ({ principal, params, query }) =>
      await db.tenant(principal.tenantId, async tx => {
        await tx.one(selectEndpoint(params.id))
        const [a, b] = await sidesOf(tx, params.id, query)
        const changes = a && b ? differences({ data: bodyOf(a).data }, { data: bodyOf(b).data }) : []
        return ok({ a: a && sideOf(a), b: b && sideOf(b), same: changes.length === 0, changes })
      }),
  )
}

type Sides = { a?: Uuid | undefined; b?: Uuid | undefined }

/** Those that are named; the others are what was sent last. */
async function sidesOf(tx: Tx, endpointId: Uuid, given: Sides): Promise<[StoredEvent | null, StoredEvent | null]> {
  const sent = given.a && given.b ? [] : await tx.rows(selectAttempts({ endpointId, beyond: null }, LOOKED_BACK))
  const real = sent.filter(({ cause }) => cause !== 'test')
  const bId = given.b ?? real.find(({ eventId }) => eventId !== given.a)?.eventId
  const b = bId ? await tx.one(selectOne(bId)) : null
  const aId = given.a ?? real.find(({ eventId, eventType }) => eventId !== bId && eventType === b?.type)?.eventId
  return [aId ? await tx.one(selectOne(aId)) : null, b]
}

const sideOf = (event: StoredEvent) => {
  const { id, type, version, at } = showEvent(event)
  return { id, type, version, at }
}
