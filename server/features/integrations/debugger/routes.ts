import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import { notFound } from '../../../platform/errors/index.ts'
import { answer, countUnder, ok, shown } from '../../../platform/http/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { LimitRule } from '../../../platform/limits/index.ts'
import { debuggerAnswer, debuggerParams } from './debugger.schema.ts'
import type { DebuggerRow, DebugRequest } from './debugger.sql.ts'
import { debuggerUrl, keepCall, openDebugger, readDebugger } from './debugger.ts'
import { DEBUG_PATH, readDebuggerToken } from './token.ts'

const tags = ['Webhooks']
const MOST_BYTES = 262_144
/** Calls that one debugger takes. */
const CALLS: LimitRule = { name: 'webhook-debugger', points: 600, perSeconds: 60 }

/** An address that shows what arrives, for who writes a receiver of webhooks. */
export async function debuggerRoutes(app: HttpApp, context: Context): Promise<void> {
  app.post(
    '/api/v1/webhook-debugger',
    {
      config: { access: 'webhooks:write' },
      schema: {
        tags,
        summary: 'An address that shows what arrives, for an hour',
        response: { 201: answer(debuggerAnswer) },
      },
    },
    async ({ principal: { tenantId } }, reply) => {
      const made = await context.db.tenant(tenantId, openDebugger)
      return reply.code(201).send(ok(showDebugger(context, tenantId, { ...made, requests: [] })))
    },
  )
  app.get(
    '/api/v1/webhook-debugger/:id',
    {
      config: { access: 'webhooks:read' },
      schema: {
        tags,
        summary: 'What has arrived there',
        params: debuggerParams,
        response: { 200: answer(debuggerAnswer) },
      },
    },
    async ({ principal: { tenantId }, params }) =>
      ok(showDebugger(context, tenantId, await context.db.tenant(tenantId, tx => readDebugger(tx, params.id)))),
  )
  await app.register(async scope => takeCalls(scope as unknown as HttpApp, context))
}

/** The address itself. Its bodies stay bytes: signatures are over bytes. */
function takeCalls(scope: HttpApp, context: Context): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  scope.post(
    `${DEBUG_PATH}/:token`,
    {
      config: { access: 'public' },
      bodyLimit: MOST_BYTES,
      schema: { hide: true, params: z.object({ token: z.string().max(100) }) },
    },
    async ({ params, headers, body }, reply) => {
      const place = readDebuggerToken(context.config.authSecret, params.token)
      if (!place) throw notFound()
      await countUnder(context, CALLS, place.id, reply)
      await keepCall(context, place, { headers, body: Buffer.isBuffer(body) ? body : Buffer.alloc(0) })
      return { received: true }
    },
  )
}

const showDebugger = (
  context: Context,
  tenantId: Uuid,
  { id, expiresAt, requests }: DebuggerRow & { requests: readonly DebugRequest[] },
) => ({
  id: shown('webhookDebugger', id),
  url: debuggerUrl(context, { tenantId, id }),
  expiresAt: expiresAt.toISOString(),
  requests: requests.map(({ createdAt, ...row }) => ({ ...row, at: createdAt.toISOString() })),
})
