import { Readable } from 'node:stream'
import type { Context, HttpApp } from '../../../platform/context.ts'
import { decodeCursor, encodeCursor, listAnswer, okList } from '../../../platform/http/index.ts'
import { auditAnswer, auditPlace, auditQuery } from './audit.schema.ts'
import { listAudit } from './audit.ts'
import { auditCsv } from './audit-csv.ts'

export function auditRoutes(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/audit-events',
    {
      config: { access: 'audit:read' },
      schema: {
        tags: ['Events'],
        summary: 'Who did what, newest first; with format=csv as a file',
        querystring: auditQuery,
        response: { 200: listAnswer(auditAnswer) },
      },
    },
    async ({ principal, query }, reply) => {
      const { limit, cursor, format, ...filter } = query
      if (format === 'csv') {
        reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="audit.csv"')
        // The schema is that of the list; a stream is sent as it is.
        return reply.send(Readable.from(auditCsv(db, principal.tenantId, filter)) as never)
      }
      const beyond = cursor === undefined ? null : decodeCursor(cursor, auditPlace).beyond
      const { rows, next } = await db.tenant(principal.tenantId, tx => listAudit(tx, filter, { beyond, limit }))
      return okList(rows, limit, next && encodeCursor({ beyond: next }))
    },
  )
}
