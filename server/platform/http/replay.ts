import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { Context, HttpApp } from '../context.ts'
import { sha256 } from '../crypto/index.ts'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'
import { createIdempotency, type FirstRequest, type KeptAnswer } from '../idempotency/index.ts'
import type { Uuid } from '../ids/index.ts'

const KEY = /^[\x21-\x7e]{1,200}$/
const TOO_MANY = 429
const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** The first request with a key, and where its answer is kept. */
interface First {
  once: FirstRequest
  tenantId: Uuid
  place: string
}

/**
 * A write that is repeated with the same Idempotency-Key gets the answer of the first. Kept answers are encrypted, because some
 * hold secrets that are shown only once. A route opts out with `config.idempotent: false`.
 */
export function replayRepeated(app: HttpApp, { db, secrets }: Pick<Context, 'db' | 'secrets'>): void {
  const idempotency = createIdempotency(db)
  const firsts = new WeakMap<FastifyRequest, First>()
  const keep = async ({ once, tenantId, place }: First, status: number, body: string) =>
    once.keep({ status, body: (await secrets.seal(tenantId, body, place)).toString('base64') })

  app.addHook('onRoute', route => {
    route.config = { idempotent: isWrite(route), ...route.config }
  })
  app.addHook('preHandler', async (request, reply) => {
    const key = keyOf(request)
    if (key === undefined) return
    const { kind, id, tenantId } = request.principal
    const credential = `${kind}:${id}`
    const place = `${tenantId}/${credential}/${key}`
    // Before there is an effect: an answer that cannot be kept could not be repeated.
    await secrets.ready(tenantId)
    const begun = await idempotency.begin({ tenantId, credential, key }, hashOf(request))
    if ('first' in begun) return void firsts.set(request, { once: begun.first, tenantId, place })
    const { status, body } = begun.answer
    return repeat(reply, { status, body: await secrets.open(tenantId, Buffer.from(body, 'base64'), place) })
  })
  app.addHook('onSend', async (request, reply, payload) => {
    const first = firsts.get(request)
    if (!first) return payload
    firsts.delete(request)
    const body = payload ?? ''
    const kept = reply.statusCode < 500 && reply.statusCode !== TOO_MANY && typeof body === 'string'
    // The request has had its effect already, so its answer is sent even when it cannot be kept.
    const settled = kept ? keep(first, reply.statusCode, body) : first.once.release()
    await settled.catch(err => request.log.error({ err }, 'an idempotency key could not be settled'))
    return payload
  })
}

/** Whether a route changes something for a known caller. Without a caller nobody can tell whose key it is. */
const isWrite = ({ method, config }: RouteOptions): boolean =>
  config?.access !== 'public' && [method].flat().every(one => WRITES.has(one.toUpperCase()))

function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined || !request.routeOptions.config.idempotent || !request.principal) return undefined
  if (typeof key === 'string' && KEY.test(key)) return key
  const details = [{ path: 'headers.idempotency-key', message: 'must be 1 to 200 visible ASCII characters' }]
  throw new AppError(COMMON_ERRORS.VALIDATION, { details })
}

/** A file is compared by its length only, because its bytes have not come yet. Most other files have another length. */
const hashOf = ({ method, url, body, headers }: FastifyRequest): Buffer => {
  const length = headers['content-type']?.startsWith('multipart/') ? headers['content-length'] : undefined
  return sha256(`${method} ${url}\n${JSON.stringify(body ?? length ?? null)}`)
}

function repeat(reply: FastifyReply, { status, body }: KeptAnswer): FastifyReply {
  const again = reply.code(status).header('idempotency-replayed', 'true')
  return body === '' ? again.send() : again.type('application/json; charset=utf-8').send(body)
}
