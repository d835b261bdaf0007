import { randomBytes } from 'node:crypto'
import type { Platform } from '../meta/platform.ts'
import type { StatusName } from '../misbehaviour/statuses.ts'
import { createFollower, type Followed, type Follower } from '../record/follow.ts'
import type { Outcome } from '../webhooks.ts'
import { type Hook, postEvent } from './events.ts'

export type Engine = 'GOWS' | 'NOWEB' | 'WEBJS'

export const SESSION_STATUSES = [
  'STOPPED',
  'STARTING',
  'SCAN_QR_CODE',
  'PASSKEY_REQUIRED',
  'PASSKEY_CONFIRMATION_REQUIRED',
  'WORKING',
  'FAILED',
] as const
export type SessionStatus = (typeof SESSION_STATUSES)[number]

/** The phone that is linked. */
export interface Me {
  id: string
  pushName: string
  lid: string
  /** With the number of the linked device. */
  jid: string
}

export interface Session {
  name: string
  status: SessionStatus
  engine: Engine
  config: SessionConfig
  me: Me | null
  statuses: { status: SessionStatus; timestamp: number }[]
  /** Messages of each chat, oldest first. They outlive restarts; webhooks do not. */
  chats: Map<string, WahaMessage[]>
  /** Codes shown since it began to ask for a scan. */
  codes: number
  timer?: NodeJS.Timeout
}

export interface SessionConfig extends Record<string, unknown> {
  webhooks?: Hook[]
  metadata?: Record<string, string>
  ignore?: { groups?: boolean | null } | null
}

/** A message as events and histories show it. */
export interface WahaMessage extends Record<string, unknown> {
  id: string
  timestamp: number
  from: string
  fromMe: boolean
  body: string
  ack: number
  ackName: string
}

/** A message that was sent through the API. */
export interface WahaSent extends Followed {
  provider: 'waha'
  chatId: string
  message: WahaMessage
}

/** Somebody on WhatsApp who is not simply reached at their number. */
export interface Person {
  phone: string
  exists?: boolean
  /** Where messages to this number go, when that is another number: Brazil, Mexico, Argentina. */
  chatId?: string
  /** `123@lid`: the identity without a number. */
  lid?: string
}

/** The WAHA side of the twin. */
export interface Waha {
  platform: Platform
  apiKey: string
  /** Of sessions that are made from now on. */
  engine: Engine
  sessions: Map<string, Session>
  files: Map<string, { bytes: Buffer; mimeType: string }>
  people: Map<string, Person>
  follower: Follower<WahaSent>
  /** Posts an event to the session's webhooks that want it. */
  tell(session: Session, event: string, payload: unknown): Promise<Outcome>[]
  reset(): void
}

const ACKS: Record<StatusName, [ack: number, name: string]> = {
  queued: [0, 'PENDING'],
  sent: [1, 'SERVER'],
  delivered: [2, 'DEVICE'],
  read: [3, 'READ'],
  failed: [-1, 'ERROR'],
}

/** A server without sessions. */
export function createWaha(platform: Platform, options: { apiKey: string; engine: Engine }): Waha {
  const { calls, activity } = platform
  const waha: Waha = {
    platform,
    ...options,
    sessions: new Map(),
    files: new Map(),
    people: new Map(),
    tell: (session, event, payload) => postEvent(platform, session, event, payload),
    follower: createFollower<WahaSent>({
      activity,
      random: () => calls.random(),
      timing: platform.timing,
      faults: platform.statusFaults,
      record: calls.record,
      happen: ({ message }, status) => {
        const [ack, ackName] = ACKS[status]
        Object.assign(message, { ack, ackName })
      },
      tell: (sent, status) => acknowledge(waha, sent, status),
    }),
    reset: () => {
      waha.follower.forget()
      for (const session of waha.sessions.values()) clearTimeout(session.timer)
      waha.sessions.clear()
      waha.files.clear()
      waha.people.clear()
    },
  }
  return waha
}

function acknowledge(waha: Waha, { channel, message, chatId }: WahaSent, status: StatusName): void {
  const session = waha.sessions.get(channel)
  if (!session) return
  const [ack, ackName] = ACKS[status]
  const event = chatId.endsWith('@g.us') ? 'message.ack.group' : 'message.ack'
  const body = { id: message.id, from: chatId, to: message.from, participant: null, fromMe: true, ack, ackName }
  waha.tell(session, event, { ...body, _data: {} })
}

/** A message's id as WAHA writes it. */
export const messageId = (fromMe: boolean, chatId: string, bare: string, participant?: string): string =>
  [`${fromMe}`, chatId, bare, ...(participant ? [participant] : [])].join('_')

/** An id that no caller chose. */
export const newBareId = (): string => `3A${randomBytes(9).toString('hex').toUpperCase()}`
