import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import { answerPage, decodeCursor, listAnswer, pageQuery, shown } from '../../../platform/http/index.ts'
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
      return answerPage(found, { limit }, show, ({ name, userId }) => ({ name, userId }))
    },
  )
}
