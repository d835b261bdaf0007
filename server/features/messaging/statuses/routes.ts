import type { Context, HttpApp } from '../../../platform/context.ts'
import { decodeCursor, encodeCursor, listAnswer, okList } from '../../../platform/http/index.ts'
import { messageIdParam } from '../message.schema.ts'
import { getMessage } from '../message.ts'
import { selectStatuses } from '../messages/status.sql.ts'
import { statusPlace, statusQuery, statusView } from './status.schema.ts'
import { showStatuses } from './status-view.ts'

export function statusRoutes(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/messages/:id/statuses',
    {
      config: { access: 'conversations:read' },
      schema: {
        tags: ['Messages'],
        summary: 'Everything that became of a message; in a group, who of its members got, read and heard it',
        params: messageIdParam,
        querystring: statusQuery,
        response: { 200: listAnswer(statusView) },
      },
    },
    async ({ principal, params, query: { cursor, limit } }) => {
      const beyond = cursor ? decodeCursor(cursor, statusPlace) : null
      return await db.tenant(principal.tenantId, async tx => {
        const { id } = await getMessage(tx, params.id)
        const rows = await tx.rows(selectStatuses(id, beyond, limit + 1))
        const page = rows.slice(0, limit)
        const last = page.at(-1)
        const next = rows.length > limit && last ? { status: last.status, participant: last.participant } : null
        return okList(await showStatuses(tx, page), limit, next && encodeCursor(next))
      })
    },
  )
}
