import type { Context, HttpApp } from '../../../platform/context.ts'
import {
  actorOf,
  answer,
  decodeCursor,
  encodeCursor,
  listAnswer,
  noAnswer,
  ok,
  okList,
  shown,
} from '../../../platform/http/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { dismiss, listLetters, openLetter } from './letter.ts'
import { viewLetter, viewOpened } from './letter-view.ts'
import { redriveMany, redriveNext, redriveOne } from './redrive.ts'
import {
  letterDetail,
  letterIdParam,
  letterPlace,
  letterQuery,
  letterView,
  MOST_AT_ONCE,
  redriveAnswer,
  redriveBody,
} from './schema.ts'

const tags = ['Operations']

/** What was given up after its attempts, and what people can do about it. */
export function deadLetterRoutes(app: HttpApp, context: Context): void {
  readRoutes(app, context)
  redriveRoutes(app, context)
  dismissRoute(app, context)
}

const placeOf = (cursor: string | undefined): Uuid | null =>
  cursor === undefined ? null : decodeCursor(cursor, letterPlace).beyond

function readRoutes(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/dead-letters',
    {
      config: { access: 'operations:read' },
      schema: {
        tags,
        summary: 'Deliveries, events and sends that were given up, newest first',
        querystring: letterQuery,
        response: { 200: listAnswer(letterView) },
      },
    },
    async ({ principal, query: { kind, state, limit, cursor } }) => {
      const beyond = placeOf(cursor)
      const page = await db.tenant(principal.tenantId, tx => listLetters(tx, { kind, state, beyond, limit }))
      const last = page.letters.at(-1)
      return okList(page.letters.map(viewLetter), limit, page.more && last ? encodeCursor({ beyond: last.id }) : null)
    },
  )

  app.get(
    '/api/v1/dead-letters/:id',
    {
      config: { access: 'operations:read' },
      schema: {
        tags,
        summary: 'One of them, with its bytes and every attempt',
        params: letterIdParam,
        response: { 200: answer(letterDetail) },
      },
    },
    async ({ principal, params }) =>
      ok(viewOpened(await db.tenant(principal.tenantId, tx => openLetter(tx, params.id)))),
  )
}

function redriveRoutes(app: HttpApp, context: Context): void {
  app.post(
    '/api/v1/dead-letters/:id/redrive',
    {
      config: { access: 'operations:write' },
      schema: {
        tags,
        summary: 'Take one up again; twice is once',
        params: letterIdParam,
        response: { 200: answer(letterDetail) },
      },
    },
    async ({ principal, params }) => {
      await redriveOne(context, principal.tenantId, params.id, actorOf(principal))
      return ok(viewOpened(await context.db.tenant(principal.tenantId, tx => openLetter(tx, params.id))))
    },
  )

  app.post(
    '/api/v1/dead-letters/redrive',
    {
      config: { access: 'operations:write' },
      schema: {
        tags,
        summary: `Take up to ${MOST_AT_ONCE} up again, by id or the oldest of all; twice is once`,
        body: redriveBody,
        response: { 200: answer(redriveAnswer) },
      },
    },
    async ({ principal, body }) => {
      const { tenantId } = principal
      const actor = actorOf(principal)
      const { next, ...ends } =
        'ids' in body
          ? { ...(await redriveMany(context, tenantId, body.ids, actor)), next: null }
          : await redriveNext(
              context,
              tenantId,
              { kind: body.kind, beyond: placeOf(body.cursor), most: MOST_AT_ONCE },
              actor,
            )
      const refused = ends.refused.map(one => ({ ...one, id: shown('deadLetter', one.id) }))
      return ok({ ...ends, refused, nextCursor: next && encodeCursor({ beyond: next }) })
    },
  )
}

function dismissRoute(app: HttpApp, { db }: Context): void {
  app.delete(
    '/api/v1/dead-letters/:id',
    {
      config: { access: 'operations:write' },
      schema: {
        tags,
        summary: 'Dismiss one: nobody wants it any more',
        params: letterIdParam,
        response: { 204: noAnswer },
      },
    },
    async ({ principal, params }, reply) => {
      await db.tenant(principal.tenantId, tx => dismiss(tx, params.id, actorOf(principal)))
      return reply.code(204).send(null)
    },
  )
}
