import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Context, HttpApp } from '../context.ts'
import { sameBytes, sha256 } from '../crypto/index.ts'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'
import { type Authenticate, answer, isOwnMachine, ok } from '../http/index.ts'
import { selectProcesses } from './backlog.sql.ts'
import { type CheckFunction, createReporter, type HealthReport } from './check.ts'
import { platformChecks } from './checks.ts'
import { observeBacklog } from './gauges.ts'

/** Whether this process takes requests; false while it starts and while it ends. */
export interface Readiness {
  ready: boolean
}

const tags = ['Operations']
const config = { access: 'public' } as const

const reportView = z.object({
  status: z.enum(['ok', 'degraded', 'down']).describe('For strangers only whether it is up (ok) or down'),
  timestamp: z.iso.datetime().optional(),
  uptimeSeconds: z.number().optional().describe('Of the process that answers; for whom the checks are'),
  checks: z
    .record(z.string(), z.looseObject({ status: z.enum(['ok', 'degraded', 'down']) }))
    .optional()
    .describe('For platform administrators, this machine, and whoever sends METRICS_TOKEN'),
})
const platformView = z.object({
  status: z.enum(['ok', 'degraded']),
  checks: z.record(z.string(), z.looseObject({ status: z.enum(['ok', 'degraded', 'down']) })),
  queues: z.record(z.string(), z.record(z.string(), z.number())).describe('Jobs by queue and state.'),
  sockets: z.number().nullable().describe('Live screens of the process that answers; null: it has none.'),
  processes: z.array(
    z.object({
      id: z.string(),
      works: z.boolean().describe('It works off queues; others only answer requests.'),
      startedAt: z.iso.datetime(),
      seenAt: z.iso.datetime(),
    }),
  ),
})
const statusAt = ({ clock }: Context, status: 'ok' | 'degraded') => ({
  status,
  timestamp: clock.now().toISOString(),
  uptimeSeconds: Math.round(process.uptime()),
})
const strangersView = (down: boolean) => ({ status: down ? ('down' as const) : ('ok' as const) })
const stateView = z.object({ status: z.string() })

/** `/health`, `/health/live`, `/health/ready`, `/metrics`: for load balancers and operators, outside the API's envelope. */
export function healthRoutes(
  app: HttpApp,
  context: Context,
  readiness: Readiness,
  authenticate: Authenticate,
  checks: Record<string, CheckFunction> = {},
): void {
  const report = createReporter({ ...platformChecks(context), ...checks })
  const reports = { 200: reportView, 503: reportView }
  const states = { 200: stateView, 503: stateView }

  const shown = async (request: FastifyRequest) => {
    const { status, checks } = await report()
    const down = checks.database?.status === 'down'
    const all = await mayReadAll(request, context, authenticate)
    const body = all ? { ...statusAt(context, status), checks } : strangersView(down)
    return { code: down ? (503 as const) : (200 as const), body }
  }
  app.get(
    '/health',
    { config, schema: { tags, summary: 'How the program and what it needs are doing', response: reports } },
    async (request, reply) => {
      const { code, body } = await shown(request)
      return reply.code(code).header('cache-control', 'no-store').send(body)
    },
  )
  app.get(
    '/api/v1/health',
    {
      config,
      schema: {
        tags,
        summary: 'The same as /health, in the envelope of the API',
        response: { 200: answer(reportView) },
      },
    },
    async request => {
      const { code, body } = await shown(request)
      if (code === 503) throw new AppError(COMMON_ERRORS.UNAVAILABLE)
      return ok(body)
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
  platformRoute(app, context, report)
  metricsRoute(app, context)
}

/** What operators look at: the same figures, and what runs. */
function platformRoute(app: HttpApp, context: Context, report: () => Promise<HealthReport>): void {
  app.get(
    '/api/v1/platform',
    {
      config: { access: 'system_admin' },
      schema: {
        tags: ['Operator'],
        summary: 'How the whole platform is doing: checks, queues, processes and sockets',
        response: { 200: answer(platformView) },
      },
    },
    async () => {
      const { status, checks } = await report()
      const processes = await context.db.system('operators see what runs', tx => tx.rows(selectProcesses()))
      const queues = await context.queue.counts().catch(() => ({}))
      return ok({
        status,
        checks,
        queues,
        sockets: await socketsOf(context),
        processes: processes.map(({ id, works, startedAt, seenAt }) => ({
          id,
          works,
          startedAt: startedAt.toISOString(),
          seenAt: seenAt.toISOString(),
        })),
      })
    },
  )
}

/** The gauge is filled when metrics are asked for. */
async function socketsOf({ metrics }: Context): Promise<number | null> {
  await metrics.scrape()
  const [found] = (await metrics.registry.getMetricsAsJSON()).filter(({ name }) => name === 'realtime_sockets')
  return found?.values[0]?.value ?? null
}

function metricsRoute(app: HttpApp, context: Context): void {
  const { metrics } = context
  observeBacklog(context)
  app.get('/metrics', { config, schema: { hide: true } }, async (request, reply) => {
    if (!mayRead(request, context.config.metricsToken)) throw new AppError(COMMON_ERRORS.UNAUTHENTICATED)
    return reply.type(metrics.registry.contentType).send(await metrics.scrape())
  })
}

/** Figures of the whole installation are the operator's. */
async function mayReadAll(request: FastifyRequest, { config }: Context, authenticate: Authenticate): Promise<boolean> {
  if (isOwnMachine(request) || sendsToken(request, config.metricsToken)) return true
  if (request.headers.authorization === undefined) return false
  // Whoever cannot be identified, also because the database is away, is a stranger.
  return authenticate(request).then(
    ({ systemAdmin }) => systemAdmin,
    () => false,
  )
}

const sendsToken = ({ headers }: FastifyRequest, token: string | undefined): boolean =>
  token !== undefined && sameBytes(sha256(headers.authorization ?? ''), sha256(`Bearer ${token}`))

/** With METRICS_TOKEN: whoever sends the token. Without: this machine only, and no request that a proxy on it passes on. */
function mayRead(request: FastifyRequest, token: string | undefined): boolean {
  return token === undefined ? isOwnMachine(request) : sendsToken(request, token)
}
