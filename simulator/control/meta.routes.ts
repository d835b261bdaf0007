import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { TwinCore } from '../core.ts'
import { injectEcho, injectField, injectHistory, injectPreference } from '../meta/inbound/coexistence.ts'
import { injectCall } from '../meta/inbound/phone-call.ts'
import { decideTemplate, describeTemplate } from '../meta/templates/templates.ts'
import type { Outcome } from '../webhooks.ts'
import { callInput } from './inbound.schema.ts'

const numberId = z.string().regex(/^\d+$/, 'must be digits')
const digits = z.string().regex(/^\d{3,20}$/, 'must be digits')
const wait = z.boolean().optional()

const echo = z.strictObject({
  phoneNumberId: numberId,
  to: digits.optional(),
  toUserId: z.string().optional(),
  text: z.string().optional(),
  message: z.looseObject({ type: z.string().min(1) }).optional(),
  id: z.string().optional(),
  wait,
})
const historic = z.strictObject({
  from: z.enum(['customer', 'business']),
  text: z.string(),
  timestamp: z.number().int().optional(),
})
const history = z.strictObject({
  phoneNumberId: numberId,
  threads: z.array(z.strictObject({ customer: digits, messages: z.array(historic) })).default([]),
  chunks: z.number().int().positive().max(100).optional(),
  refused: z.boolean().optional(),
  wait,
})
const preference = z.strictObject({
  phoneNumberId: numberId,
  from: digits,
  value: z.enum(['stop', 'resume']),
  userId: z.string().optional(),
  wait,
})
const field = z.strictObject({
  field: z.string().min(1),
  value: z.unknown(),
  phoneNumberId: numberId.optional(),
  wabaId: numberId.optional(),
  wait,
})
const code = z.strictObject({ token: z.string().min(1).optional(), ttlMs: z.number().int().positive().optional() })
const verdict = z.strictObject({
  status: z.enum(['APPROVED', 'REJECTED', 'PENDING', 'PAUSED', 'DISABLED', 'FLAGGED']),
  reason: z.string().nullable().optional(),
})

/** What happens at Meta besides messages: calls, echoes, histories, opt-outs, decisions on templates, codes of a signup. */
export function metaRoutes(scope: FastifyInstance, twin: TwinCore): void {
  const { platform } = twin
  const told = async (outcomes: Promise<Outcome>[], asked: boolean | undefined) => ({
    posted: outcomes.length,
    outcomes: asked ? await Promise.all(outcomes) : undefined,
  })
  scope.post('/twin/calls', async (request, reply) => {
    const { wait: asked, ...input } = callInput.parse(request.body)
    const { id, outcomes } = injectCall(platform, input)
    return reply.code(202).send({ id, ...(await told(outcomes, asked)) })
  })
  scope.post('/twin/echo', async (request, reply) => {
    const { wait: asked, ...input } = echo.parse(request.body)
    const { wamid, outcomes } = injectEcho(platform, input)
    return reply.code(202).send({ wamid, ...(await told(outcomes, asked)) })
  })
  scope.post('/twin/history', async (request, reply) => {
    const { wait: asked, ...input } = history.parse(request.body)
    return reply.code(202).send(await told(injectHistory(platform, input), asked))
  })
  scope.post('/twin/preferences', async (request, reply) => {
    const { wait: asked, ...input } = preference.parse(request.body)
    return reply.code(202).send(await told(injectPreference(platform, input), asked))
  })
  scope.post('/twin/field', async (request, reply) => {
    const { wait: asked, ...input } = field.parse(request.body)
    return reply.code(202).send(await told(injectField(platform, input), asked))
  })
  scope.post('/twin/oauth/codes', async (request, reply) =>
    reply.code(201).send(platform.codes.issue(code.parse(request.body))),
  )
  scope.post('/twin/templates/:id', async (request, reply) => {
    const { id } = request.params as { id: string }
    const template = platform.templates.get(id)
    if (!template) return reply.code(404).send({ error: `The twin has no template ${id}` })
    const { status, reason = null } = verdict.parse(request.body)
    decideTemplate(platform, template, status, reason)
    return describeTemplate(platform, template)
  })
}
