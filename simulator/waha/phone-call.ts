import { randomBytes } from 'node:crypto'
import type { Outcome } from '../webhooks.ts'
import type { Waha } from './service.ts'
import type { Session } from './session.ts'

/** A customer calls a linked phone: `POST /twin/waha/calls`. */
export interface WahaCallInput {
  session: string
  /** The customer's number in digits, or a whole chat id (`123@lid`). */
  from: string
  /** How it ends. `ringing`: it has not ended yet. Default: missed. */
  outcome?: 'missed' | 'answered' | 'rejected' | 'ringing'
  video?: boolean
  /** The id of a call that rings: only its end is told. */
  id?: string
}

export interface WahaCallMade {
  id: string
  outcomes: Promise<Outcome>[]
}

type Ending = 'answered' | 'rejected' | 'missed'

/** What each engine says of the end of a call; WAHA has no event of its own for one that nobody took. */
const ENDS: Record<Ending, { event: string; status: string; more: object }> = {
  answered: { event: 'call.accepted', status: 'accept', more: {} },
  rejected: { event: 'call.rejected', status: 'reject', more: {} },
  missed: { event: 'call.rejected', status: 'terminate', more: { Reason: 'timeout' } },
}

/**
 * `call.received`, then `call.accepted` or `call.rejected`; nothing tells how long a call was. The engine WEBJS says only
 * that it rings. Undefined when there is no such session.
 */
export function injectWahaCall(waha: Waha, input: WahaCallInput): WahaCallMade | undefined {
  const session = waha.sessions.get(input.session)
  if (!session) return undefined
  const { outcome = 'missed' } = input
  const from = input.from.includes('@') ? input.from : `${input.from}@c.us`
  const id = input.id ?? randomBytes(16).toString('hex').toUpperCase()
  const common = { id, from, timestamp: Math.floor(Date.now() / 1000), isVideo: input.video === true, isGroup: false }
  const payload = (status: string, more: object = {}) => ({
    ...common,
    _data: engineSays(session, common, status, more),
  })
  const end = outcome === 'ringing' || session.engine === 'WEBJS' ? undefined : ENDS[outcome]
  waha.platform.windows.heard(session.name, from)
  waha.platform.calls.record({
    kind: 'inbound',
    provider: 'waha',
    phoneNumberId: session.name,
    from,
    type: 'call',
    wamid: id,
    request: { ...common, outcome },
  })
  const outcomes = [
    ...(input.id === undefined ? waha.tell(session, 'call.received', payload('offer')) : []),
    ...(end ? waha.tell(session, end.event, payload(end.status, end.more)) : []),
  ]
  return { id, outcomes }
}

interface Common {
  id: string
  from: string
  timestamp: number
}

/** The raw part of a call's event, in the engine's form. */
function engineSays({ engine }: Session, { id, from, timestamp }: Common, status: string, more: object): object {
  const caller = from.replace('@c.us', '@s.whatsapp.net')
  if (engine === 'NOWEB') return { chatId: caller, from: caller, id, status, isGroup: false, offline: false }
  if (engine === 'WEBJS') return { id, peerJid: from, isVideo: false, isGroup: false, canHandleLocally: false }
  const at = new Date(timestamp * 1000).toISOString()
  return { From: caller, CallCreator: caller, CallID: id, Timestamp: at, Data: { Tag: status }, ...more }
}
