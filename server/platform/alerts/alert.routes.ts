import { z } from 'zod'
import type { Context, HttpApp } from '../context.ts'
import { answerPage, decodeCursor, listAnswer, pageQuery, shown } from '../http/index.ts'
import { type AlertRow, selectAlerts } from './alert.sql.ts'

const alertView = z.object({
  id: z.string(),
  type: z.string(),
  subject: z.string(),
  severity: z.enum(['warning', 'critical']),
  message: z.string(),
  details: z.record(z.string(), z.unknown()),
  openedAt: z.iso.datetime(),
  seenAt: z.iso.datetime(),
  resolvedAt: z.iso.datetime().nullable(),
})

const place = z.object({ id: z.guid() })
const query = pageQuery.extend({ open: z.stringbool({ error: 'must be true or false' }).optional() })

/** What is and was wrong with the installation, for platform administrators. */
export function alertRoutes(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/alerts',
    {
      config: { access: 'system_admin' },
      schema: {
        tags: ['Operations'],
        summary: 'Alerts of the installation, newest first',
        querystring: query,
        response: { 200: listAnswer(alertView) },
      },
    },
    async ({ query: { limit, cursor, open } }) => {
      const after = cursor ? decodeCursor(cursor, place).id : null
      const rows = await db.system('alerts are of the whole installation', tx =>
        tx.rows(selectAlerts(open, after, limit + 1)),
      )
      return answerPage(rows, { limit }, show, ({ id }) => ({ id }))
    },
  )
}

const show = ({ id, openedAt, seenAt, resolvedAt, ...alert }: AlertRow) => ({
  ...alert,
  id: shown('alert', id),
  openedAt: openedAt.toISOString(),
  seenAt: seenAt.toISOString(),
  resolvedAt: resolvedAt?.toISOString() ?? null,
})
