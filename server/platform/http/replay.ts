import type { FastifyReply, FastifyRequest } from 'fastify'
import { sha256 } from '../crypto/index.ts'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'
import type { Context, HttpApp } from '../feature.ts'
import { type Answer, createIdempotency, type Once } from '../idempotency/index.ts'

const KEY = /^[\x21-\x7e]{1,200}$/
const TOO_MANY = 429

/** Routes with `config.idempotent`: a request that comes again with its Idempotency-Key gets the first one's answer. */
export function replayRepeated(app: HttpApp, { db }: Pick<Context, 'db'>): void {
  const idempotency = createIdempotency(db)
  const firsts = new WeakMap<FastifyRequest, Once>()

  app.addHook('preHandler', async (request, reply) => {
    const key = keyOf(request)
    if (key === undefined) return
    const { kind, id, tenantId } = request.principal
    const begun = await idempotency.begin({ tenantId, credential: `${kind}:${id}`, key }, hashOf(request))
    if ('answer' in begun) return repeat(reply, begun.answer)
    firsts.set(request, begun.first)
  })
  app.addHook('onSend', async (request, reply, payload) => {
    const first = firsts.get(request)
    if (!first) return payload
    firsts.delete(request)
    const kept = reply.statusCode < 500 && reply.statusCode !== TOO_MANY && typeof payload === 'string'
    // The effect is there already: an answer that cannot be kept is still the answer.
    await (kept ? first.keep({ status: reply.statusCode, body: payload }) : first.release()).catch(err =>
      request.log.error({ err }, 'an idempotency key could not be settled'),
    )
    return payload
  })
}

function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined || !request.routeOptions.config.idempotent || !request.principal) return undefined
  if (typeof key === 'string' && KEY.test(key)) return key
  const details = [{ path: 'headers.idempotency-key', message: 'must be 1 to 200 visible ASCII characters' }]
  throw new AppError(COMMON_ERRORS.VALIDATION, { details })
}

const hashOf = ({ method, url, body }: FastifyRequest): Buffer =>
  sha256(`${method} ${url}\n${JSON.stringify(body ?? null)}`)

function repeat(reply: FastifyReply, { status, body }: Answer): FastifyReply {
  return reply.code(status).header('idempotency-replayed', 'true').type('application/json; charset=utf-8').send(body)
}
