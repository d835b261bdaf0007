import type { Context } from '../../../platform/context.ts'
import { somebodyCame } from '../../messaging/index.ts'
import { tell } from '../attention.ts'
import type { LiveSocket } from '../live-socket.ts'
import { mayTalk } from '../may-talk.ts'
import { presenceInput } from '../schema.ts'
import { enter, type Present } from './present.ts'
import { LineQuality } from './quality.ts'

/** Three signs fit into the time after which a connection is gone. */
const RENEW_MS = 20_000
/** Packets that may wait for a client that does not read. Its screen resumes from where it was when it comes back. */
const MOST_WAITING = 5_000

export interface Attended {
  view(conversationId: string, on: boolean): Promise<void>
  /** How often updates are sent on this line at most. */
  everyMs(): number
}

/** Presence of the person behind a socket, and the quality of its line. */
export function attend(context: Context, socket: LiveSocket): Attended {
  const quality = measure(context, socket)
  dropSlow(context, socket)
  const present = socket.data.principal.kind === 'user' ? keepPresent(context, socket) : undefined
  return {
    everyMs: () => quality.quality().everyMs,
    view: async (conversationId, on) => (await present)?.view(conversationId, on),
  }
}

function keepPresent(context: Context, socket: LiveSocket): Promise<Present | undefined> {
  const { principal } = socket.data
  const warn = (err: unknown) => context.log.warn({ err, tenantId: principal.tenantId }, 'presence was not told')
  const entered = enter(context, {
    principal,
    connection: socket.id,
    device: socket.handshake.headers['user-agent'] ?? null,
    onChange: status => {
      void tell(context, principal, socket.id, { kind: 'presence', status }).catch(warn)
      if (status === 'online' || status === 'away') void context.db.tenant(principal.tenantId, somebodyCame).catch(warn)
    },
  }).catch(warn)
  const then = (work: (present: Present) => Promise<void>) =>
    void entered.then(present => (present ? work(present) : undefined)).catch(warn)
  const timer = setInterval(() => then(present => present.renew()), RENEW_MS)
  timer.unref()
  socket.on('presence', async input => {
    const parsed = presenceInput.safeParse(input)
    if (parsed.success && (await mayTalk(context, socket))) then(present => present.choose(parsed.data.status))
  })
  socket.on('disconnect', () => {
    clearInterval(timer)
    then(present => present.leave())
  })
  return entered.then(present => present ?? undefined)
}

/** By the transport's own heartbeats, so that measuring sends nothing more than its result. */
function measure({ metrics }: Context, socket: LiveSocket): LineQuality {
  const quality = new LineQuality()
  const latency = metrics.histogram('realtime_latency_seconds', 'Round trips of heartbeats of live screens')
  socket.conn.on('packetCreate', ({ type }: { type: string }) => {
    if (type === 'ping') quality.asked()
  })
  socket.conn.on('packet', ({ type }: { type: string }) => {
    if (type !== 'pong') return
    const took = quality.answered()
    if (took === undefined) return
    latency.observe(took / 1000)
    socket.emit('quality', quality.quality())
  })
  return quality
}

/** A client that does not read what it is sent is told why and closed: what waits for it would fill the memory. */
function dropSlow({ metrics }: Context, socket: LiveSocket): void {
  const dropped = metrics.counter('realtime_slow_total', 'Live screens that were closed because they did not read')
  let waiting = 0
  let over = false
  socket.conn.on('flush', () => {
    waiting = 0
  })
  socket.conn.on('packetCreate', () => {
    if (over || ++waiting <= MOST_WAITING) return
    over = true
    dropped.inc()
    socket.emit('refused', {
      code: 'SLOW_CONSUMER',
      message: 'This client does not read its events. Connect again and resume.',
    })
    socket.disconnect(true)
  })
}
