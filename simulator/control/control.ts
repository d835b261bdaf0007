import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { acceptJson } from '../bodies.ts'
import type { TwinCore } from '../core.ts'
import { shakeHands } from '../meta/accounts/accounts.ts'
import { UnknownNumber } from '../meta/inbound/injector.ts'
import type { Outage } from '../misbehaviour/outage.ts'
import type { Outcome } from '../webhooks.ts'
import { inboundInput } from './inbound.schema.ts'
import { metaRoutes } from './meta.routes.ts'
import { page } from './page.ts'
import { providerRoutes } from './providers.routes.ts'
import {
  awayInput,
  faultConfig,
  handshakeInput,
  journalQuery,
  numberConfig,
  rawInput,
  runtimeConfig,
  statusInput,
  summaryQuery,
} from './schema.ts'

/** Registers `/twin/…`, by which tests and people steer the twin, and the page at `/`. No login: loopback only. */
export function registerControl(app: FastifyInstance, twin: TwinCore, outage: Outage): void {
  app.register(async scope => {
    acceptJson(scope)
    scope.setErrorHandler((error: FastifyError, _request, reply) => answerError(error, reply))
    injectionRoutes(scope, twin)
    scriptRoutes(scope, twin)
    reportRoutes(scope, twin)
    metaRoutes(scope, twin)
    providerRoutes(scope, twin)
    awayRoute(scope, outage)
  })
}

function awayRoute(scope: FastifyInstance, outage: Outage): void {
  scope.post('/twin/away', async (request, reply) => {
    const input = awayInput.parse(request.body)
    if ('on' in input) {
      outage.cut(input.on, input.provider)
      return input
    }
    reply.raw.once('close', () => void outage.leaveFor(input.seconds * 1000))
    return reply.code(202).header('connection', 'close').send(input)
  })
}

function injectionRoutes(scope: FastifyInstance, twin: TwinCore): void {
  scope.post('/twin/inbound', async (request, reply) => {
    const { wait, ...input } = inboundInput.parse(request.body)
    const injected = twin.inject(input)
    const outcomes = wait ? await Promise.all(injected.outcomes) : undefined
    return reply.code(202).send({ wamid: injected.wamid, posted: injected.outcomes.length, outcomes })
  })
  scope.post('/twin/raw', async (request, reply) => {
    const { wait, ...input } = rawInput.parse(request.body)
    const posted: Promise<Outcome>[] = twin.injectRaw(input)
    return reply.code(202).send({ posted: posted.length, outcomes: wait ? await Promise.all(posted) : undefined })
  })
  scope.post('/twin/statuses', async (request, reply) => {
    const outcome = await twin.reportStatus(statusInput.parse(request.body))
    return reply.code(202).send({ outcome })
  })
  scope.post('/twin/handshake', async request => {
    const { url, verifyToken } = handshakeInput.parse(request.body)
    return shakeHands(url ?? twin.platform.numbers.app.webhookUrl, verifyToken)
  })
}

function scriptRoutes(scope: FastifyInstance, twin: TwinCore): void {
  scope.get('/twin/faults', async () => twin.script())
  scope.post('/twin/faults', async request => {
    twin.configure(faultConfig.parse(request.body))
    return twin.script()
  })
  scope.delete('/twin/faults', async () => {
    twin.configure({ rules: [], statuses: {}, webhooks: {} })
    return twin.script()
  })
  scope.post('/twin/config', async request => twin.adjust(runtimeConfig.parse(request.body)))
  scope.get('/twin/numbers', async () => ({ numbers: twin.platform.numbers.all().map(withoutSecrets) }))
  scope.post('/twin/numbers', async (request, reply) =>
    reply.code(201).send(withoutSecrets(twin.platform.numbers.configure(numberConfig.parse(request.body)))),
  )
  scope.post('/twin/reset', async () => {
    twin.reset()
    return { reset: true }
  })
}

function reportRoutes(scope: FastifyInstance, twin: TwinCore): void {
  scope.get('/twin/journal', async request => {
    const query = journalQuery.parse(request.query)
    const entries = twin.journal.read(query)
    const extent = twin.journal.extent()
    return { entries, first: extent.first, last: extent.last, truncated: query.after + 1 < extent.first }
  })
  scope.get('/twin/summary', async request => {
    const { ids, provider } = summaryQuery.parse(request.query)
    return { ...twin.summary(), ...(ids && { sets: twin.ledger.sets(provider) }) }
  })
  scope.get('/twin/phones/:customer', async request => {
    const { customer } = request.params as { customer: string }
    return { customer, messages: twin.phone(customer) }
  })
  scope.get('/', async (_request, reply) => reply.type('text/html; charset=utf-8').send(page))
}

function withoutSecrets<T extends { token?: string; appSecret?: string }>({ token: _t, appSecret: _s, ...rest }: T) {
  return rest
}

function answerError(error: FastifyError, reply: FastifyReply): FastifyReply {
  if (error instanceof z.ZodError) {
    const problems = error.issues.map(issue => `${issue.path.join('.') || 'body'}: ${issue.message}`)
    return reply.code(400).send({ error: problems.join('; ') })
  }
  if (error instanceof UnknownNumber) return reply.code(404).send({ error: error.message })
  return reply.code(error.statusCode ?? 500).send({ error: error.message })
}
