import type { Waha } from './service.ts'
import type { Me, Session, SessionStatus } from './session.ts'

/** How long one code can be scanned; the same as at WhatsApp. */
export const CODE_MS = 20_000
/** A session fails when nobody has scanned this many codes. */
const MOST_CODES = 6
/** How long a session is STARTING. */
const START_MS = 150

export type Step = 'start' | 'stop' | 'restart' | 'logout'

/** A session that is stopped. */
export function makeSession(waha: Waha, name: string, config: Session['config']): Session {
  const session: Session = {
    name,
    status: 'STOPPED',
    engine: waha.engine,
    config,
    me: null,
    statuses: [],
    chats: new Map(),
    codes: 0,
  }
  waha.sessions.set(name, session)
  return session
}

/** Changes a session's state and tells its webhooks. */
export function move(waha: Waha, session: Session, status: SessionStatus): void {
  clearTimeout(session.timer)
  session.status = status
  session.codes = status === 'SCAN_QR_CODE' ? 1 : 0
  announce(waha, session)
  if (status === 'SCAN_QR_CODE') showNextCode(waha, session)
}

function announce(waha: Waha, session: Session): void {
  const { name, status } = session
  session.statuses.push({ status, timestamp: Date.now() })
  waha.tell(session, 'session.status', { name, status, statuses: session.statuses.slice(-5), data: null })
}

/** With each new code the webhooks get SCAN_QR_CODE again. After the last code the session is FAILED. */
function showNextCode(waha: Waha, session: Session): void {
  session.timer = setTimeout(() => {
    if (session.codes >= MOST_CODES) return move(waha, session, 'FAILED')
    session.codes++
    announce(waha, session)
    showNextCode(waha, session)
  }, CODE_MS)
  session.timer.unref()
}

/** What a person or a program does with a session. To start or stop it twice is the same as once. */
export function change(waha: Waha, session: Session, step: Step): void {
  const running = session.status !== 'STOPPED' && session.status !== 'FAILED'
  if (step === 'logout') session.me = null
  if (step === 'stop') {
    if (session.status !== 'STOPPED') move(waha, session, 'STOPPED')
    return
  }
  if ((step === 'start' && running) || (step === 'logout' && session.status === 'STOPPED')) return
  move(waha, session, 'STARTING')
  const { activity } = waha.platform
  activity.begin()
  setTimeout(() => {
    const known = waha.sessions.get(session.name) === session
    if (known && session.status === 'STARTING') move(waha, session, session.me ? 'WORKING' : 'SCAN_QR_CODE')
    activity.end()
  }, START_MS)
}

/** The phone scans the code. */
export function scan(waha: Waha, session: Session, phone: string): void {
  session.me = identity(phone)
  move(waha, session, 'WORKING')
}

function identity(phone: string): Me {
  return { id: `${phone}@c.us`, pushName: 'Twin', lid: `${phone}001@lid`, jid: `${phone}:12@s.whatsapp.net` }
}

/** The server restarts: webhooks that waited for another try are lost, running sessions come back by themselves. */
export function restartServer(waha: Waha): void {
  waha.platform.poster.forget('waha')
  for (const session of waha.sessions.values()) {
    if (session.status !== 'STOPPED') change(waha, session, 'restart')
  }
}

/** What the code says now. */
export function codeValue({ name, codes }: Session): string {
  return `2@twin/${name}/${codes}`
}
