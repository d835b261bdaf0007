import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { createFollower, type Followed, type Follower } from '../follow.ts'
import type { Platform } from '../meta/platform.ts'
import type { StatusName } from '../statuses.ts'
import type { Outcome } from '../webhooks.ts'

export type Engine = 'GOWS' | 'NOWEB' | 'WEBJS'
export type SessionStatus = 'STOPPED' | 'STARTING' | 'SCAN_QR_CODE' | 'WORKING' | 'FAILED'

/** A webhook of a session, as its configuration names it. */
interface Hook {
  url: string
  events?: string[]
  hmac?: { key?: string } | null
  retries?: { delaySeconds?: number; attempts?: number; policy?: string } | null
}

export interface Session {
  name: string
  status: SessionStatus
  engine: Engine
  config: { webhooks?: Hook[]; metadata?: Record<string, string> } & Record<string, unknown>
  /** The phone that is linked. */
  me: { id: string; pushName: string } | null
  statuses: { status: SessionStatus; timestamp: number }[]
  /** Messages of each chat, oldest first. */
  chats: Map<string, WahaMessage[]>
}

/** A message as events and histories show it. */
export interface WahaMessage extends Record<string, unknown> {
  id: string
  timestamp: number
  from: string
  fromMe: boolean
  body: string
  ack: number
}

/** A message that was sent through the API. */
export interface WahaSent extends Followed {
  provider: 'waha'
  chatId: string
  message: WahaMessage
}

/** The WAHA side of the twin. */
export interface Waha {
  platform: Platform
  apiKey: string
  engine: Engine
  sessions: Map<string, Session>
  files: Map<string, { bytes: Buffer; mimeType: string }>
  follower: Follower<WahaSent>
  move(session: Session, status: SessionStatus): void
  /** Posts an event to the session's webhooks that want it. */
  tell(session: Session, event: string, payload: unknown): Promise<Outcome>[]
  reset(): void
}

const ACKS: Record<StatusName, [ack: number, name: string]> = {
  sent: [1, 'SERVER'],
  delivered: [2, 'DEVICE'],
  read: [3, 'READ'],
  failed: [-1, 'ERROR'],
}
/** Longer pauses than this help nobody who plays. */
const LONGEST_PAUSE_MS = 10_000

/** A server without sessions. */
export function createWaha(platform: Platform, options: { apiKey: string; engine: Engine }): Waha {
  const { calls, activity } = platform
  const waha: Waha = {
    platform,
    ...options,
    sessions: new Map(),
    files: new Map(),
    move: (session, status) => {
      session.status = status
      session.statuses.push({ status, timestamp: Date.now() })
      waha.tell(session, 'session.status', { status, statuses: session.statuses.slice(-5), data: null })
    },
    tell: (session, event, payload) => tell(waha, session, event, payload),
    follower: createFollower<WahaSent>(
      {
        activity,
        random: () => calls.random(),
        timing: platform.timing,
        faults: platform.statusFaults,
        record: calls.record,
      },
      (sent, status) => acknowledge(waha, sent, status),
    ),
    reset: () => {
      waha.follower.forget()
      waha.sessions.clear()
      waha.files.clear()
    },
  }
  return waha
}

function acknowledge(waha: Waha, { channel, message, chatId }: WahaSent, status: StatusName): void {
  const session = waha.sessions.get(channel)
  if (!session) return
  const [ack, ackName] = ACKS[status]
  message.ack = Math.max(message.ack, ack)
  const event = chatId.endsWith('@g.us') ? 'message.ack.group' : 'message.ack'
  waha.tell(session, event, { id: message.id, from: chatId, participant: null, fromMe: true, ack, ackName })
}

/** A message's id as WAHA writes it. */
export const messageId = (fromMe: boolean, chatId: string, bare: string, participant?: string): string =>
  [`${fromMe}`, chatId, bare, ...(participant ? [participant] : [])].join('_')

/** An id that no caller chose. */
export const newBareId = (): string => `3A${randomBytes(9).toString('hex').toUpperCase()}`

function tell(waha: Waha, session: Session, event: string, payload: unknown): Promise<Outcome>[] {
  const envelope = {
    id: `evt_${randomBytes(13).toString('hex')}`,
    timestamp: Date.now(),
    event,
    session: session.name,
    metadata: session.config.metadata ?? {},
    me: session.me,
    payload,
    engine: session.engine,
    environment: { version: '2026.7.1', engine: session.engine, tier: 'PLUS', browser: null },
  }
  const body = Buffer.from(JSON.stringify(envelope))
  const wanting = (session.config.webhooks ?? []).filter(
    ({ events = ['message'] }) => events.includes('*') || events.includes(event),
  )
  return wanting.map(({ url, hmac, retries }) =>
    waha.platform.poster.post({
      url,
      headers: {
        'content-type': 'application/json',
        'x-webhook-request-id': randomUUID(),
        'x-webhook-timestamp': String(Date.now()),
        ...(hmac?.key && {
          'x-webhook-hmac': createHmac('sha512', hmac.key).update(body).digest('hex'),
          'x-webhook-hmac-algorithm': 'sha512',
        }),
      },
      body,
      type: event,
      provider: 'waha',
      phoneNumberId: session.name,
      payload: envelope,
      retryDelaysMs: pausesOf(retries),
    }),
  )
}

/** In memory only, as WAHA's are: 15 tries with 2 seconds between them unless the webhook says otherwise. */
function pausesOf(retries: Hook['retries']): number[] {
  const { delaySeconds = 2, attempts = 15, policy = 'constant' } = retries ?? {}
  return Array.from({ length: attempts }, (_, no) => {
    const factor = policy === 'exponential' ? 2 ** no : policy === 'linear' ? no + 1 : 1
    return Math.min(delaySeconds * 1000 * factor, LONGEST_PAUSE_MS)
  })
}
