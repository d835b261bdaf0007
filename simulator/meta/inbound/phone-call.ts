import type { Outcome } from '../../webhooks.ts'
import { type Platform, postWebhook } from '../platform.ts'
import { makeWamid } from '../wamid.ts'
import { contactOf } from './inbound.ts'
import { numberOf } from './injector.ts'

/** A customer calls a number at Meta: `POST /twin/calls`. */
export interface CallInput {
  phoneNumberId: string
  wabaId?: string
  /** Digits. May be absent for a customer known by `userId` only. */
  from?: string
  userId?: string
  name?: string
  /** How it ends. `ringing`: it has not ended yet. Default: missed. */
  outcome?: 'missed' | 'answered' | 'ringing'
  /** The length of an answered call. Default: 60. */
  seconds?: number
  /** The id of a call that rings: only its end is told. */
  id?: string
}

export interface CallMade {
  id: string
  outcomes: Promise<Outcome>[]
}

/** How long a call rings, in seconds. */
const RINGING = 20

/**
 * `connect` when it rings and `terminate` when it is over. Meta tells start, end and length only of calls that were picked
 * up, so a missed call is a `terminate` without them. A call that is told whole has just ended.
 */
export function injectCall(platform: Platform, input: CallInput): CallMade {
  const number = numberOf(platform, input)
  const caller = input.from ?? input.userId ?? ''
  const id = input.id ?? makeWamid(caller, 'incoming').replace('wamid.', 'wacid.')
  platform.windows.heard(number.id, caller)
  platform.calls.record({
    kind: 'inbound',
    phoneNumberId: number.id,
    from: caller,
    type: 'call',
    wamid: id,
    request: { call: { id, outcome: 'missed', ...input } },
  })
  const metadata = { display_phone_number: number.displayPhoneNumber, phone_number_id: number.id }
  const posted = partsOf(input, id, number.displayPhoneNumber).map(part =>
    postWebhook(platform, number, 'call', { messaging_product: 'whatsapp', metadata, ...part }, 'calls'),
  )
  return { id, outcomes: posted.filter(one => one !== null) }
}

/** What the webhooks of a call say, in order; only the first names the customer. */
function partsOf(input: CallInput, id: string, to: string): object[] {
  const { outcome = 'missed', seconds = 60 } = input
  const now = Math.floor(Date.now() / 1000)
  const talked = outcome === 'answered' ? seconds : 0
  const began = outcome === 'ringing' ? now : now - talked - RINGING
  const call = {
    id,
    ...(input.from !== undefined && { from: input.from }),
    ...(input.userId !== undefined && { from_user_id: input.userId }),
    to,
    direction: 'USER_INITIATED',
  }
  const ring = { ...call, event: 'connect', timestamp: `${began}`, session: { sdp_type: 'offer', sdp: 'v=0\r\n' } }
  const end = { ...call, event: 'terminate', timestamp: `${now}`, ...endOf(talked, now) }
  return [
    ...(input.id === undefined ? [{ contacts: [contactOf(input)], calls: [ring] }] : []),
    ...(outcome === 'ringing' ? [] : [{ calls: [end] }]),
  ]
}

const endOf = (talked: number, now: number) =>
  talked > 0
    ? { status: 'COMPLETED', start_time: `${now - talked}`, end_time: `${now}`, duration: talked }
    : { status: 'FAILED' }
