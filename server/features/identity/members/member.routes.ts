import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import { decodeCursor, encodeCursor, listAnswer, okList, pageQuery, shown } from '../../../platform/http/index.ts'
import { memberView } from '../schema.ts'
import { listMembers, type Member } from './member.ts'

const place = z.object({ name: z.string(), userId: z.guid() })

const show = (member: Member) => ({
  id: shown('user', member.userId),
  name: member.name,
  email: member.email,
  role: member.role,
  createdAt: member.createdAt.toISOString(),
})

export function memberRoutes(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/users',
    {
      config: { access: 'users:read' },
      schema: {
        tags: ['Identity'],
        summary: 'The people of your business',
        querystring: pageQuery,
        response: { 200: listAnswer(memberView) },
      },
    },
    async ({ principal, query }) => {
      const { limit, cursor } = query
      const after = cursor ? decodeCursor(cursor, place) : null
      const found = await db.tenant(principal.tenantId, tx => listMembers(tx, { limit: limit + 1, after }))
      const page = found.slice(0, limit)
      const last = page.at(-1)
      const next = found.length > limit && last ? encodeCursor({ name: last.name, userId: last.userId }) : null
      return okList(page.map(show), limit, next)
    },
  )
}
