import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { TwinCore } from '../core.ts'
import { decideContent } from '../twilio/content.ts'
import { injectTwilio } from '../twilio/inbound.ts'
import { addSender } from '../twilio/senders.ts'
import { injectWaha } from '../waha/inbound.ts'
import { injectWahaCall } from '../waha/phone-call.ts'
import { codePicture } from '../waha/qr.ts'
import { SESSION_STATUSES, type Session } from '../waha/session.ts'
import { codeValue, move, restartServer, scan } from '../waha/sessions.ts'
import type { Outcome } from '../webhooks.ts'
import {
  contentDecision,
  twilioAccount,
  twilioInbound,
  twilioRaw,
  twilioSender,
  wahaCallInput,
  wahaEvent,
  wahaInbound,
} from './inbound.schema.ts'

/** `POST /twin/waha/sessions/:session/scan`: the phone that scans the code. */
const scanInput = z.strictObject({
  phone: z
    .string()
    .regex(/^\d{6,15}$/, 'must be digits')
    .default('14155550100'),
})
/** `POST /twin/waha/sessions/:session`: its next state (FAILED: banned, STOPPED…), or its engine. */
const sessionInput = z.strictObject({
  status: z.enum(SESSION_STATUSES).optional(),
  engine: z.enum(['GOWS', 'NOWEB', 'WEBJS']).optional(),
})
/** `POST /twin/waha/people`: a person who cannot simply be reached at their number. */
const personInput = z.strictObject({
  phone: z.string().regex(/^\d{6,15}$/, 'must be digits'),
  exists: z.boolean().optional(),
  chatId: z.string().optional(),
  lid: z.string().endsWith('@lid').optional(),
})

const publicUrl = (request: FastifyRequest) => `http://${request.headers.host}`
const settled = async (outcomes: Promise<Outcome>[], wait: boolean | undefined) =>
  wait ? Promise.all(outcomes) : undefined

/** What people and tests do with the twin's Twilio and WAHA: write as a customer, scan a code, decide what happens. */
export function providerRoutes(scope: FastifyInstance, twin: TwinCore): void {
  twilioRoutes(scope, twin)
  wahaRoutes(scope, twin)
  sessionControl(scope, twin)
}

function twilioRoutes(scope: FastifyInstance, twin: TwinCore): void {
  scope.post('/twin/twilio/inbound', async (request, reply) => {
    const { wait, ...input } = twilioInbound.parse(request.body)
    const { id, outcomes } = injectTwilio(twin.twilio, publicUrl(request), input)
    return reply.code(202).send({ id, outcomes: await settled(outcomes, wait) })
  })
  scope.post('/twin/twilio/raw', async (request, reply) => {
    const { wait, ...input } = twilioRaw.parse(request.body)
    const outcomes = twin.twilio.callbacks.raw(input)
    return reply.code(202).send({ posted: outcomes.length, outcomes: await settled(outcomes, wait) })
  })
  scope.post('/twin/twilio/accounts', async (request, reply) => {
    const account = twilioAccount.parse(request.body)
    twin.twilio.accounts.configure(account)
    return reply.code(201).send({ sid: account.sid, webhookUrl: account.webhookUrl })
  })
  scope.post('/twin/twilio/senders', async (request, reply) => {
    const { number, webhookUrl } = twilioSender.parse(request.body)
    const webhook = webhookUrl ? { callback_url: webhookUrl, callback_method: 'POST' } : {}
    const { sid, senderId } = addSender(twin.twilio, `whatsapp:${number}`, { webhook }, 0)
    return reply.code(201).send({ sid, senderId, webhookUrl })
  })
  scope.post('/twin/twilio/content/:sid', async (request, reply) => {
    const { sid } = request.params as { sid: string }
    const { status, reason } = contentDecision.parse(request.body)
    if (decideContent(twin.twilio, sid, status, reason)) return { sid, status }
    return reply.code(404).send({ error: `The twin has no content ${sid}` })
  })
}

function wahaRoutes(scope: FastifyInstance, twin: TwinCore): void {
  scope.post('/twin/waha/inbound', async (request, reply) => {
    const { wait, ...input } = wahaInbound.parse(request.body)
    const injected = injectWaha(twin.waha, publicUrl(request), input)
    if (!injected) return noSession(reply, input.session)
    return reply.code(202).send({ id: injected.id, outcomes: await settled(injected.outcomes, wait) })
  })
  scope.post('/twin/waha/calls', async (request, reply) => {
    const { wait, ...input } = wahaCallInput.parse(request.body)
    const made = injectWahaCall(twin.waha, input)
    if (!made) return noSession(reply, input.session)
    return reply.code(202).send({ id: made.id, outcomes: await settled(made.outcomes, wait) })
  })
  scope.post('/twin/waha/events', async (request, reply) => {
    const { session: name, event, payload, wait } = wahaEvent.parse(request.body)
    const session = twin.waha.sessions.get(name)
    if (!session) return noSession(reply, name)
    const outcomes = twin.waha.tell(session, event, payload)
    return reply.code(202).send({ posted: outcomes.length, outcomes: await settled(outcomes, wait) })
  })
  scope.post('/twin/waha/people', async (request, reply) => {
    const person = personInput.parse(request.body)
    twin.waha.people.set(person.phone, person)
    return reply.code(201).send(person)
  })
  scope.post('/twin/waha/restart', async () => {
    restartServer(twin.waha)
    return { restarted: true }
  })
}

function sessionControl(scope: FastifyInstance, twin: TwinCore): void {
  const path = '/twin/waha/sessions/:session'
  const shown = ({ name, status, me, engine, codes }: Session) => ({ name, status, me, engine, codes })
  const route = (act: (session: Session, request: FastifyRequest, reply: FastifyReply) => unknown) => {
    return async (request: FastifyRequest, reply: FastifyReply) => {
      const { session: name } = request.params as { session: string }
      const session = twin.waha.sessions.get(name)
      return session ? act(session, request, reply) : noSession(reply, name)
    }
  }
  scope.get('/twin/waha/sessions', async () => ({ sessions: [...twin.waha.sessions.values()].map(shown) }))
  scope.post(
    path,
    route((session, request) => {
      const { status, engine } = sessionInput.parse(request.body)
      if (engine) session.engine = engine
      if (status) move(twin.waha, session, status)
      return shown(session)
    }),
  )
  scope.post(
    `${path}/scan`,
    route((session, request, reply) => {
      if (session.status !== 'SCAN_QR_CODE') {
        return reply.code(409).send({ error: `The session shows no code: it is ${session.status}` })
      }
      scan(twin.waha, session, scanInput.parse(request.body ?? {}).phone)
      return shown(session)
    }),
  )
  scope.get(
    `${path}/qr`,
    route((session, _request, reply) => reply.type('image/png').send(codePicture(codeValue(session)))),
  )
}

function noSession(reply: FastifyReply, name: string): FastifyReply {
  return reply.code(404).send({
    error: `The twin has no session ${name}. Connect a channel with it first; the session is there a moment later.`,
  })
}
