import type { Context, HttpApp } from '../../../platform/context.ts'
import { writeCursor } from '../../../platform/events/cursor.ts'
import { showEvent } from '../../../platform/events/index.ts'
import { answer, ok } from '../../../platform/http/index.ts'
import { eventAnswer, eventParams, eventsAnswer, eventsQuery } from './event.schema.ts'
import { type PlacedEvent, selectOne } from './event.sql.ts'
import { cursorOf, readLog } from './event.ts'

export function eventRoutes(app: HttpApp, context: Context): void {
  listRoute(app, context)
  oneRoute(app, context)
}

function listRoute(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/events',
    {
      config: { access: 'events:read' },
      schema: {
        tags: ['Events'],
        summary: 'The event log, oldest first: everything after a cursor, nothing skipped',
        querystring: eventsQuery,
        response: { 200: eventsAnswer },
      },
    },
    async ({ principal, query }) => {
      const { events, next, more } = await db.tenant(principal.tenantId, tx => readLog(tx, query))
      const pagination = { limit: query.limit, nextCursor: writeCursor(next), more }
      return { success: true as const, data: events.map(showPlaced), meta: { pagination } }
    },
  )
}

function oneRoute(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/events/:id',
    {
      config: { access: 'events:read' },
      schema: { tags: ['Events'], summary: 'One event', params: eventParams, response: { 200: answer(eventAnswer) } },
    },
    async ({ principal, params }) =>
      ok(showPlaced(await db.tenant(principal.tenantId, tx => tx.one(selectOne(params.id))))),
  )
}

const showPlaced = (event: PlacedEvent) => ({ ...showEvent(event), cursor: cursorOf(event) })
