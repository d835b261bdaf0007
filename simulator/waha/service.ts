import { randomBytes } from 'node:crypto'
import type { Platform } from '../meta/platform.ts'
import type { StatusName } from '../misbehaviour/statuses.ts'
import { createFollower, type Followed, type Follower } from '../record/follow.ts'
import type { Outcome } from '../webhooks.ts'
import { postEvent } from './events.ts'
import type { Engine, Session, WahaMessage } from './session.ts'

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
  /** The engine of sessions that are made from now on. */
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

/** The id of a message for which the caller chose none. */
export const newBareId = (): string => `3A${randomBytes(9).toString('hex').toUpperCase()}`
