import type { FastifyInstance } from 'fastify'
import type { TwinCore } from './core.ts'
import { scanInput, twilioInbound, wahaInbound } from './schema.ts'
import { injectTwilio } from './twilio/inbound.ts'
import { injectWaha } from './waha/inbound.ts'
import { scan } from './waha/sessions.ts'

/** What people and tests do with the twin's Twilio and WAHA: write as a customer, scan a code, look at sessions. */
export function providerRoutes(scope: FastifyInstance, twin: TwinCore): void {
  const publicUrl = (host: string | undefined) => `http://${host}`
  scope.post('/twin/twilio/inbound', async (request, reply) => {
    const { wait, ...input } = twilioInbound.parse(request.body)
    const { id, outcomes } = injectTwilio(twin.twilio, publicUrl(request.headers.host), input)
    return reply.code(202).send({ id, outcomes: wait ? await Promise.all(outcomes) : undefined })
  })
  scope.post('/twin/waha/inbound', async (request, reply) => {
    const { wait, ...input } = wahaInbound.parse(request.body)
    const injected = injectWaha(twin.waha, publicUrl(request.headers.host), input)
    if (!injected) return reply.code(404).send({ error: `The twin has no session ${input.session}` })
    const { id, outcomes } = injected
    return reply.code(202).send({ id, outcomes: wait ? await Promise.all(outcomes) : undefined })
  })
  scope.get('/twin/waha/sessions', async () => ({
    sessions: [...twin.waha.sessions.values()].map(({ name, status, me, engine }) => ({ name, status, me, engine })),
  }))
  scope.post('/twin/waha/sessions/:session/scan', async (request, reply) => {
    const { session: name } = request.params as { session: string }
    const session = twin.waha.sessions.get(name)
    if (!session) return reply.code(404).send({ error: `The twin has no session ${name}` })
    if (session.status !== 'SCAN_QR_CODE') {
      return reply.code(409).send({ error: `The session shows no code: it is ${session.status}` })
    }
    scan(twin.waha, session, scanInput.parse(request.body).phone)
    return { name, status: session.status, me: session.me }
  })
}
