import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Answer, fileDialect, perform } from '../calls.ts'
import { answer, reject, wahaDialect, wahaError } from './dialect.ts'
import { codePicture } from './qr.ts'
import type { Waha } from './service.ts'
import type { Session } from './session.ts'
import { change, codeValue, makeSession, move, type Step } from './sessions.ts'

const NAME = /^[A-Za-z0-9_-]{1,54}$/

/** A session as the API shows it. */
const shown = ({ name, status, config, me, engine }: Session) => ({ name, status, config, me, engine: { engine } })
const ok = (body: unknown, status = 200): Answer => ({ status, body })

/** Sessions: made, started, linked by a code, stopped, logged out, removed. */
export function sessionRoutes(scope: FastifyInstance, waha: Waha): void {
  const path = '/api/sessions/:session'
  scope.post('/api/sessions', (request, reply) => create(waha, request, reply))
  scope.get('/api/sessions', (request, reply) => {
    const { all } = request.query as { all?: string }
    return answer(waha, reply, { type: 'sessions', request: request.query }, () =>
      ok([...waha.sessions.values()].filter(one => all === 'true' || one.status !== 'STOPPED').map(shown)),
    )
  })
  const route = (act: (session: Session, request: FastifyRequest) => Answer) => withSession(waha, act)
  scope.get(
    path,
    route(session => ok(shown(session))),
  )
  scope.get(
    `${path}/me`,
    route(({ me }) => ok(me && { id: me.id, pushName: me.pushName, lid: me.lid, jid: me.jid })),
  )
  scope.put(
    path,
    route((session, request) => ok(update(waha, session, request))),
  )
  scope.delete(
    path,
    route(session => remove(waha, session)),
  )
  for (const step of ['start', 'stop', 'restart', 'logout'] satisfies Step[]) {
    scope.post(
      `${path}/${step}`,
      route(session => {
        change(waha, session, step)
        return ok(shown(session), 201)
      }),
    )
  }
  scope.get('/api/:session/auth/qr', (request, reply) => showCode(waha, request, reply))
  scope.post(
    '/api/:session/auth/request-code',
    route(session => (session.status === 'SCAN_QR_CODE' ? ok({ code: pairingCode() }, 201) : noCode(session))),
  )
}

/** A call that needs the session to exist. */
export function withSession(waha: Waha, act: (session: Session, request: FastifyRequest) => Answer) {
  return (request: FastifyRequest, reply: FastifyReply) => {
    const { session: name } = request.params as { session: string }
    const type = request.url.split('?')[0]!.split('/').at(-1) ?? ''
    const about = { type, session: name, request: { method: request.method, url: request.url, body: request.body } }
    const session = waha.sessions.get(name)
    return answer(waha, reply, about, () => (session ? act(session, request) : wahaError(404, 'Session not found')))
  }
}

function create(waha: Waha, request: FastifyRequest, reply: FastifyReply) {
  const { name = 'default', start = true, config = {} } = request.body as Partial<Session> & { start?: boolean }
  const about = { type: 'create', session: name, request: request.body }
  const refusal = waha.sessions.has(name)
    ? wahaError(422, `Session '${name}' already exists. Use PUT to update it.`)
    : NAME.test(name)
      ? undefined
      : wahaError(400, ['name must match /^[a-zA-Z0-9_-]*$/ regular expression'])
  if (refusal) {
    const entry = { kind: 'manage' as const, type: 'create', phoneNumberId: name, request: request.body }
    return reject(waha, reply, entry, refusal)
  }
  return answer(waha, reply, about, () => {
    const session = makeSession(waha, name, config)
    if (start) change(waha, session, 'start')
    return ok(shown(session), 201)
  })
}

/** Replaces the whole configuration; a running session is restarted. */
function update(waha: Waha, session: Session, request: FastifyRequest) {
  session.config = (request.body as Partial<Session>).config ?? {}
  if (session.status !== 'STOPPED') change(waha, session, 'restart')
  return shown(session)
}

/** Stopped and logged out first. */
function remove(waha: Waha, session: Session): Answer {
  session.me = null
  if (session.status !== 'STOPPED') move(waha, session, 'STOPPED')
  waha.sessions.delete(session.name)
  return ok(undefined)
}

/** The code as a picture; in base64 when the caller accepts JSON; as text when it asks for `raw`. */
function showCode(waha: Waha, request: FastifyRequest, reply: FastifyReply) {
  const { session: name } = request.params as { session: string }
  const session = waha.sessions.get(name)
  const about = { type: 'qr', session: name }
  if (!session) return answer(waha, reply, about, () => wahaError(404, 'Session not found'))
  if (session.status !== 'SCAN_QR_CODE') return answer(waha, reply, about, () => noCode(session))
  const value = codeValue(session)
  if ((request.query as { format?: string }).format === 'raw') return answer(waha, reply, about, () => ok({ value }))
  const bytes = codePicture(value)
  if (request.headers.accept?.includes('application/json')) {
    return answer(waha, reply, about, () => ok({ mimetype: 'image/png', data: bytes.toString('base64') }))
  }
  const facts = { bytes: bytes.length }
  const dialect = fileDialect(wahaDialect, { bytes, mimeType: 'image/png' }, facts)
  return perform(waha.platform.calls, dialect, reply, {
    kind: 'manage',
    op: 'manage',
    provider: 'waha',
    phoneNumberId: name,
    type: 'qr',
    request: undefined,
    accept: () => ({ answer: ok(facts) }),
  })
}

function noCode({ name, status }: Session): Answer {
  const error = 'Session status is not as expected. Try again later or restart the session'
  return { status: 422, body: { error, session: name, status, expected: ['SCAN_QR_CODE'] } }
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTVWXYZ123456789'

function pairingCode(): string {
  const part = () => Array.from({ length: 4 }, () => LETTERS[Math.floor(Math.random() * LETTERS.length)]).join('')
  return `${part()}-${part()}`
}
