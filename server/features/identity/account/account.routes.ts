import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import {
  answer,
  answerPage,
  decodeCursor,
  idParam,
  listAnswer,
  noAnswer,
  ok,
  pageQuery,
  shown,
} from '../../../platform/http/index.ts'
import { clientOf } from '../client.ts'
import { identityOf } from '../identity.ts'
import { describeSelf } from '../members/member.ts'
import { meView } from '../schema.ts'
import { sessionOf } from '../sessions/session.ts'
import { endedView, ownSessionView, profilePatch } from './account.schema.ts'
import { endOtherSessions, endOwnSession, listOwnSessions, updateProfile } from './own-sessions.ts'

const tags = ['Identity']
const place = z.object({ id: z.guid() })
const params = z.object({ id: idParam('session') })

/** What people change of their own account. */
export function accountRoutes(app: HttpApp, context: Context): void {
  const identity = identityOf(context)
  // A stored answer must not bring back what has ended since.
  const config = { access: 'signed_in', idempotent: false } as const

  app.patch(
    '/api/v1/auth/me',
    {
      config,
      schema: { tags, summary: 'Change your name or language', body: profilePatch, response: { 200: answer(meView) } },
    },
    async request => {
      const principal = sessionOf(request.principal)
      await updateProfile(identity, principal.id, request.body)
      return ok(await describeSelf(context, principal))
    },
  )

  app.get(
    '/api/v1/auth/sessions',
    {
      config,
      schema: {
        tags,
        summary: 'Where you are signed in',
        querystring: pageQuery,
        response: { 200: listAnswer(ownSessionView) },
      },
    },
    async ({ principal, query }) => {
      const { id: userId, sessionId } = sessionOf(principal)
      const before = query.cursor ? decodeCursor(query.cursor, place).id : null
      const rows = await listOwnSessions(identity, userId, query.limit + 1, before)
      const show = (row: (typeof rows)[number]) => ({
        id: shown('session', row.id),
        device: row.device ?? '',
        address: row.address ?? '',
        createdAt: row.createdAt.toISOString(),
        lastUsedAt: row.lastUsedAt.toISOString(),
        current: row.id === sessionId,
      })
      return answerPage(rows, { limit: query.limit }, show, ({ id }) => ({ id }))
    },
  )

  app.delete(
    '/api/v1/auth/sessions/:id',
    { config, schema: { tags, summary: 'Sign out somewhere', params, response: { 204: noAnswer } } },
    async (request, reply) => {
      await endOwnSession(identity, sessionOf(request.principal), request.params.id, clientOf(request))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/api/v1/auth/sessions/revoke-others',
    { config, schema: { tags, summary: 'Sign out everywhere but here', response: { 200: answer(endedView) } } },
    async request => ok({ ended: await endOtherSessions(identity, sessionOf(request.principal), clientOf(request)) }),
  )
}
