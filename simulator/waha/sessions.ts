import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { codePicture } from './qr.ts'
import type { Session, Waha } from './service.ts'

/** A code is good for so long, as WhatsApp's are. */
const CODE_MS = 20_000
/** Between "starting" and the first code. */
const START_MS = 150

/** Sessions: made, started, linked by a code, stopped, logged out, removed. */
export function sessionRoutes(scope: FastifyInstance, waha: Waha): void {
  scope.post('/api/sessions', (request, reply) => create(waha, request, reply))
  scope.get('/api/sessions', async request => {
    const { all } = request.query as { all?: string }
    return [...waha.sessions.values()].filter(one => all === 'true' || one.status !== 'STOPPED').map(shown)
  })
  const known = (act: (session: Session, request: FastifyRequest, reply: FastifyReply) => unknown) => {
    return async (request: FastifyRequest, reply: FastifyReply) => {
      const session = waha.sessions.get((request.params as { session: string }).session)
      if (!session) return reply.code(404).send({ message: 'Session not found', error: 'Not Found', statusCode: 404 })
      return act(session, request, reply)
    }
  }
  const path = '/api/sessions/:session'
  scope.get(path, known(shown))
  scope.get(
    `${path}/me`,
    known((session, _request, reply) => reply.type('application/json').send(JSON.stringify(session.me))),
  )
  scope.put(
    path,
    known((session, request) => update(waha, session, request)),
  )
  scope.delete(
    path,
    known((session, _request, reply) => {
      waha.sessions.delete(session.name)
      return reply.code(200).send()
    }),
  )
  for (const step of ['start', 'stop', 'restart', 'logout'] as const) {
    scope.post(
      `${path}/${step}`,
      known((session, _request, reply) => {
        change(waha, session, step)
        return reply.code(201).send(shown(session))
      }),
    )
  }
  scope.get(
    '/api/:session/auth/qr',
    known((session, request, reply) => code(session, request, reply)),
  )
  scope.post(
    '/api/:session/auth/request-code',
    known((_session, _request, reply) => reply.code(201).send({ code: 'TWIN-CODE' })),
  )
}

function create(waha: Waha, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { name = 'default', start = true, config = {} } = request.body as Partial<Session> & { start?: boolean }
  if (waha.sessions.has(name)) {
    const message = `Session '${name}' already exists. Use PUT to update it.`
    return reply.code(422).send({ statusCode: 422, error: 'Unprocessable Entity', message })
  }
  const session: Session = {
    name,
    status: 'STOPPED',
    engine: waha.engine,
    config,
    me: null,
    statuses: [],
    chats: new Map(),
  }
  waha.sessions.set(name, session)
  if (start) change(waha, session, 'start')
  return reply.code(201).send(shown(session))
}

/** Replaces the whole configuration; a running session is restarted. */
function update(waha: Waha, session: Session, request: FastifyRequest) {
  session.config = (request.body as Partial<Session>).config ?? {}
  if (session.status !== 'STOPPED') change(waha, session, 'restart')
  return shown(session)
}

/** What a person or a program does with a session. */
export function change(waha: Waha, session: Session, step: 'start' | 'stop' | 'restart' | 'logout'): void {
  if (step === 'logout') session.me = null
  if (step === 'stop' || step === 'logout') {
    waha.move(session, 'STOPPED')
    return
  }
  if (step === 'start' && session.status !== 'STOPPED' && session.status !== 'FAILED') return
  waha.move(session, 'STARTING')
  const { activity } = waha.platform
  activity.begin()
  setTimeout(() => {
    if (session.status === 'STARTING') waha.move(session, session.me ? 'WORKING' : 'SCAN_QR_CODE')
    activity.end()
  }, START_MS)
}

/** The phone scans the code. */
export function scan(waha: Waha, session: Session, phone: string): void {
  session.me = { id: `${phone}@c.us`, pushName: 'Twin' }
  waha.move(session, 'WORKING')
}

function code(session: Session, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (session.status !== 'SCAN_QR_CODE') {
    const message = `Can get QR code only in SCAN_QR_CODE status. The current status is '${session.status}'`
    return reply.code(422).send({ statusCode: 422, error: 'Unprocessable Entity', message, status: session.status })
  }
  const value = `2@twin/${session.name}/${Math.floor(Date.now() / CODE_MS)}`
  if ((request.query as { format?: string }).format === 'raw') return reply.send({ value })
  const png = codePicture(value)
  if (request.headers.accept?.includes('application/json')) {
    return reply.send({ mimetype: 'image/png', data: png.toString('base64') })
  }
  return reply.type('image/png').send(png)
}

const shown = ({ name, status, config, me, engine }: Session) => ({ name, status, config, me, engine: { engine } })
