import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Context, HttpApp } from '../context.ts'
import { sameBytes, sha256 } from '../crypto/index.ts'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'
import { type CheckFunction, createReporter } from './check.ts'
import { platformChecks } from './checks.ts'
import { observeBacklog } from './gauges.ts'

/** Whether this process takes requests; false while it starts and while it ends. */
export interface Readiness {
  ready: boolean
}

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
const tags = ['Operations']
const config = { access: 'public' } as const

const reportView = z.object({
  status: z.enum(['ok', 'degraded']),
  checks: z.record(z.string(), z.looseObject({ status: z.enum(['ok', 'degraded', 'down']) })),
})
const stateView = z.object({ status: z.string() })

/** `/health`, `/health/live`, `/health/ready`, `/metrics`: for load balancers and operators, outside the API's envelope. */
export function healthRoutes(
  app: HttpApp,
  context: Context,
  readiness: Readiness,
  checks: Record<string, CheckFunction> = {},
): void {
  const report = createReporter({ ...platformChecks(context), ...checks })
  const reports = { 200: reportView, 503: reportView }
  const states = { 200: stateView, 503: stateView }

  app.get(
    '/health',
    { config, schema: { tags, summary: 'How the program and what it needs are doing', response: reports } },
    async (_request, reply) => {
      const { status, checks } = await report()
      return reply.code(checks.database?.status === 'down' ? 503 : 200).send({ status, checks })
    },
  )
  app.get(
    '/health/live',
    { config, schema: { tags, summary: 'Whether the process runs', response: { 200: stateView } } },
    async () => ({ status: 'ok' }),
  )
  app.get(
    '/health/ready',
    { config, schema: { tags, summary: 'Whether the process takes requests', response: states } },
    async (_request, reply) => {
      if (!readiness.ready) return reply.code(503).send({ status: 'starting or ending' })
      const { checks } = await report()
      const down = checks.database?.status === 'down'
      return reply.code(down ? 503 : 200).send({ status: down ? 'the database is away' : 'ok' })
    },
  )
  metricsRoute(app, context)
}

function metricsRoute(app: HttpApp, context: Context): void {
  const { metrics } = context
  observeBacklog(context)
  app.get('/metrics', { config, schema: { hide: true } }, async (request, reply) => {
    if (!mayRead(request, context.config.metricsToken)) throw new AppError(COMMON_ERRORS.UNAUTHENTICATED)
    return reply.type(metrics.registry.contentType).send(await metrics.scrape())
  })
}

/** With METRICS_TOKEN: whoever sends the token. Without: this machine only, and no request that a proxy on it passes on. */
function mayRead(request: FastifyRequest, token: string | undefined): boolean {
  if (token !== undefined) return sameBytes(sha256(request.headers.authorization ?? ''), sha256(`Bearer ${token}`))
  return LOOPBACK.has(request.socket.remoteAddress ?? '') && request.headers['x-forwarded-for'] === undefined
}
