import { Server } from 'socket.io'
import type { Context, HttpApp } from '../../platform/context.ts'
import { AppError, COMMON_ERRORS } from '../../platform/errors/index.ts'
import { isOwnPage, networkOf, type Principal, peerOfMessage, trustsOf } from '../../platform/http/index.ts'
import { createAuthenticator, SESSION_TOPIC } from '../identity/index.ts'
import { type Attention, type AttentionMessage, hear, tell } from './attention.ts'
import { Follower } from './follower.ts'
import { FrameCount, maySubscribe } from './frames.ts'
import { Line } from './line.ts'
import { type LiveServer, type LiveSocket, limitedRoom, room, type SocketData } from './live-socket.ts'
import { mayTalk } from './may-talk.ts'
import { attend } from './presence/attend.ts'
import { thin } from './presence/thinned.ts'
import { reachOf } from './reach.ts'
import { attentionInput, type LiveEvent, type Subscribed, subscribeInput } from './schema.ts'
import { Seats } from './seats.ts'
import { visibleEvents, whoSees } from './visible-events.ts'

/** Handshakes that are refused. Those of people who are signed in are not counted: an office or a proxy holds many. */
const REFUSALS = { name: 'socket-address', points: 600, perSeconds: 60 }
/** When a session ends, its sockets are closed at once if this process is told, else after this time. */
const PROVE_EVERY_MS = 1_000
const BIGGEST_MESSAGE = 16_384

/** Socket.IO on the HTTP server of `app`: `/socket.io`. Closed before the server is. */
export async function openSockets(app: HttpApp, context: Context): Promise<void> {
  const { metrics, db, log, config } = context
  const io: LiveServer = new Server(app.server, {
    serveClient: false,
    maxHttpBufferSize: BIGGEST_MESSAGE,
    allowRequest: ({ headers }, decide) => decide(null, isOwnPage(headers.origin, headers.host, config.publicUrl)),
  })
  const delay = metrics.histogram('realtime_delay_seconds', 'From the change to the live screens')
  const follower = new Follower(db, log, ({ createdAt, trace, tenantId, type }) => {
    delay.observe((Date.now() - createdAt.getTime()) / 1000)
    if (!trace) return undefined
    const facts = { 'tawsil.tenant': tenantId, 'tawsil.event': type }
    return context.tracing?.follow('socket', 'producer', trace, facts)?.end
  })
  const sockets = metrics.gauge('realtime_sockets', 'Live screens of this process')
  metrics.onScrape(async () => sockets.set(io.sockets.sockets.size))

  const { authenticateToken } = createAuthenticator(context)
  const trusts = trustsOf(config.trustProxy)
  const seats = new Seats()
  io.use((socket, next) => {
    const address = peerOfMessage(socket.request, trusts)
    admit(context, authenticateToken, seats, address, socket).then(() => next(), next)
  })
  io.on('connection', socket => serve(context, follower, socket))

  const prove = () => void proveAll(io, authenticateToken)
  const timer = setInterval(prove, PROVE_EVERY_MS)
  timer.unref()
  const unhear = await hear(context, message => passOn(context, io, message))
  // After identity's own listener: it has dropped its cached answer by then, so this asks again.
  const unsubscribe = await context.pubsub.subscribe(SESSION_TOPIC, () => setImmediate(prove))
  app.addHook('preClose', async () => {
    clearInterval(timer)
    io.disconnectSockets(true)
    io.engine.close()
    await Promise.all([unhear(), unsubscribe(), follower.close()])
  })
}

type AuthenticateToken = (token: string, address: string) => Promise<Principal>

async function admit(
  context: Context,
  authenticateToken: AuthenticateToken,
  seats: Seats,
  address: string,
  socket: LiveSocket,
): Promise<void> {
  const { token } = socket.handshake.auth as { token?: unknown }
  const principal = await authenticateHandshake(authenticateToken, token, address).catch(async (error: AppError) => {
    const { allowed } = await context.limits.take(REFUSALS, networkOf(address))
    context.metrics.counter('security_refusals_total', 'Requests refused with 401, 403 or 429', ['code']).inc({
      code: allowed ? error.code : COMMON_ERRORS.RATE_LIMITED.code,
    })
    const device = socket.handshake.headers['user-agent']?.slice(0, 200)
    // Beyond the limit they are counted only: a flood must not fill the disk.
    if (allowed)
      context.log.info({ security: error.code, route: 'socket', address: networkOf(address), device }, 'refused')
    throw refusal(allowed ? error : new AppError(COMMON_ERRORS.RATE_LIMITED))
  })
  // Gone meanwhile: its end was told before anybody listened.
  if (socket.conn.readyState !== 'open') throw refusal(new AppError(COMMON_ERRORS.UNAVAILABLE))
  if (!seats.take(principal)) throw refusal(new AppError(COMMON_ERRORS.RATE_LIMITED))
  socket.conn.once('close', () => seats.leave(principal))
  Object.assign(socket.data, { token, address, principal, attention: new Map() } satisfies Record<
    keyof SocketData,
    unknown
  >)
}

async function authenticateHandshake(
  authenticateToken: AuthenticateToken,
  token: unknown,
  address: string,
): Promise<Principal> {
  if (typeof token !== 'string' || token === '') throw new AppError(COMMON_ERRORS.UNAUTHENTICATED)
  return await authenticateToken(token, address).catch((error: unknown) => {
    throw error instanceof AppError ? error : new AppError(COMMON_ERRORS.UNAVAILABLE, { cause: error })
  })
}

/** The error in the form that the client gets: `connect_error` with `data.code`. */
function refusal({ code, message }: AppError): Error {
  return Object.assign(new Error(message), { data: { code } })
}

function serve(context: Context, follower: Follower, socket: LiveSocket): void {
  const { principal } = socket.data
  limitFrames(socket)
  // There people tell each other what they look at, on whichever channel.
  if (!principal.simulatorOnly) void socket.join((principal.visibility ? limitedRoom : room)(principal.tenantId))
  const present = attend(context, socket)
  const outlet = outletOf(context, socket, present.everyMs)
  const line = new Line(follower, principal, outlet)
  socket.on('subscribe', (input, answer) => {
    const reply = typeof answer === 'function' ? (result: Subscribed) => answer(result) : () => undefined
    const parsed = subscribeInput.safeParse(input)
    if (!parsed.success) return reply({ ok: false, code: 'VALIDATION' })
    const subscribe = async () => {
      if (await maySubscribe(context, principal)) {
        await outlet.load()
        return line.subscribe(parsed.data.channels, parsed.data.after)
      }
      closeForFlood(socket)
      return { ok: false, code: 'RATE_LIMITED' } as const
    }
    subscribe().then(reply, (err: unknown) => {
      context.log.warn({ err, tenantId: principal.tenantId }, 'a live screen could not subscribe')
      // The client connects again and resumes where it was.
      socket.disconnect(true)
    })
  })
  relayAttention(context, socket, present.view)
  socket.on('disconnect', () => {
    line.close()
    outlet.close()
  })
}

/** What a screen gets: what its person may hear of, in order, as often as the line bears. */
function outletOf(context: Context, socket: LiveSocket, everyMs: () => number) {
  const { principal } = socket.data
  const events = thin<LiveEvent>(event => socket.emit('event', event), everyMs)
  const reach = reachOf(context, principal)
  const visible = visibleEvents(context, principal, {
    event: event => events.send(event),
    hidden: conversationId => {
      events.flush()
      socket.emit('hidden', { conversationId })
    },
    failed: err => {
      context.log.warn({ err, tenantId: principal.tenantId }, 'a live screen was not told what it may see')
      // The client connects again and resumes where it was.
      socket.disconnect(true)
    },
  })
  const startOver = () => {
    events.flush()
    socket.emit('reset')
  }
  return {
    load: () => reach.load(),
    event: (event: LiveEvent) => {
      if (reach.has(event)) visible.pass(event)
    },
    reset: () => visible.afterwards(startOver),
    close: () => events.close(),
  }
}

/** A socket that sends too much is told and closed; what it has sent besides is not looked at. */
function limitFrames(socket: LiveSocket): void {
  const count = new FrameCount()
  let flooded = false
  socket.use(([event], next) => {
    if (flooded) return
    flooded = !count.take(event)
    if (flooded) closeForFlood(socket)
    else next()
  })
}

function closeForFlood(socket: LiveSocket): void {
  const { code, message } = new AppError(COMMON_ERRORS.RATE_LIMITED)
  socket.emit('refused', { code, message })
  socket.disconnect(true)
}

/** Sends a sign to the sockets of this process. When somebody opens a conversation, those who have it open answer. */
function passOn(context: Context, io: LiveServer, message: AttentionMessage): void {
  const { tenantId, from, to, kind, payload } = message
  if (to !== undefined) return void io.local.to(to).emit(kind, payload)
  io.local.to(room(tenantId)).except(from).emit(kind, payload)
  void tellLimited(context, io, message)
  if (kind !== 'viewing' || payload.on !== true) return
  for (const { id, data } of io.sockets.sockets.values()) {
    if (id === from || data.principal.tenantId !== tenantId) continue
    for (const attention of data.attention.values())
      if (attention.conversationId === payload.conversationId)
        void tell(context, data.principal, id, { ...attention, on: true }, from)
  }
}

/** The same for those who see some conversations only. */
async function tellLimited(context: Context, io: LiveServer, message: AttentionMessage): Promise<void> {
  const { tenantId, from, kind, payload } = message
  const ids = io.sockets.adapter.rooms.get(limitedRoom(tenantId)) ?? []
  const sockets = [...ids].flatMap(id => (id === from ? [] : (io.sockets.sockets.get(id) ?? [])))
  if (sockets.length === 0) return
  const viewers = sockets.map(socket => ({ ...socket.data.principal, socket }))
  const { conversationId } = payload
  const told =
    typeof conversationId === 'string'
      ? await whoSees(context, tenantId, conversationId, viewers).catch((err: unknown) => {
          context.log.warn({ err, tenantId }, 'people were not told who types')
          return []
        })
      : viewers
  for (const { socket } of told) socket.emit(kind, payload)
}

/** Typing and viewing. When a socket closes, its signs end. */
function relayAttention(
  context: Context,
  socket: LiveSocket,
  view: (conversationId: string, on: boolean) => Promise<void>,
): void {
  const { principal, attention: open } = socket.data
  const say = (attention: Attention) => tell(context, principal, socket.id, attention)

  for (const kind of ['typing', 'viewing'] as const) {
    socket.on(kind, async input => {
      const parsed = attentionInput.safeParse(input)
      if (!parsed.success || !(await mayTalk(context, socket))) return
      const attention = { kind, ...parsed.data }
      const { conversationId, on } = attention
      const ends = !on && open.has(`${kind} ${conversationId}`)
      if (!ends && (await whoSees(context, principal.tenantId, conversationId, [principal])).length === 0) return
      if (on) open.set(`${kind} ${conversationId}`, { ...attention, on: false })
      else open.delete(`${kind} ${conversationId}`)
      await say(attention)
      if (kind === 'viewing') await view(conversationId, on)
    })
  }
  socket.on('disconnect', () => {
    for (const ended of open.values()) void say(ended)
  })
}

/** Closes the sockets whose token is no longer valid. When that cannot be checked now, the socket stays open. */
async function proveAll(io: LiveServer, authenticateToken: AuthenticateToken): Promise<void> {
  const byToken = Map.groupBy(io.sockets.sockets.values(), ({ data }) => `${data.token} ${data.address}`)
  const proofs = [...byToken.values()].map(async sockets => {
    const { token, address } = sockets[0]!.data
    const ended = await authenticateToken(token, address).then(
      principal => {
        // What the screen has may be what the person sees no more: it reads its lists again.
        for (const socket of sockets) if (visibilityChanged(socket.data.principal, principal)) socket.emit('reset')
        return sockets.some(socket => changed(socket.data.principal, principal))
      },
      (error: unknown) => error instanceof AppError && error.status < 500,
    )
    if (ended) for (const socket of sockets) socket.disconnect(true)
  })
  await Promise.all(proofs)
}

/** The role, and so the rights, have changed: the client connects again and gets what it may see now. */
function changed(before: Principal, now: Principal): boolean {
  const rights = ({ permissions }: Principal) => [...permissions].toSorted().join()
  return before.tenantId !== now.tenantId || rights(before) !== rights(now) || visibilityChanged(before, now)
}

const visibilityChanged = (before: Principal, now: Principal): boolean =>
  before.visibility?.of !== now.visibility?.of || before.visibility?.teamIds.join() !== now.visibility?.teamIds.join()
