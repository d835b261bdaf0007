import { numberOf, objectOf, present, textOf } from '../../json.ts'
import type { InboundStatus } from '../../message.ts'
import { timeOf, type WahaEvent } from './event.ts'
import { callbackOf, type MessageName, readMessageId } from './message-id.ts'

type Json = Record<string, unknown>

/** WhatsApp's ticks. A clock (0) is nothing yet; it is kept under its own name and moves nothing. */
const BY_NUMBER: Partial<Record<number, string>> = {
  [-1]: 'failed',
  0: 'pending',
  1: 'sent',
  2: 'delivered',
  3: 'read',
  4: 'read',
}
const BY_NAME: Partial<Record<string, string>> = {
  ERROR: 'failed',
  PENDING: 'pending',
  SERVER: 'sent',
  DEVICE: 'delivered',
  READ: 'read',
  PLAYED: 'read',
}

/** What an ack says, in our words; a word we do not know is kept. Undefined: it says nothing. */
export function ackStatus(payload: Json): string | undefined {
  const number = numberOf(payload.ack)
  if (number !== undefined) return BY_NUMBER[number] ?? `ack ${number}`
  const name = textOf(payload.ackName)
  return name === undefined ? undefined : (BY_NAME[name] ?? name.slice(0, 64).toLowerCase())
}

/** A tick of a message we sent. Undefined for what others wrote, and for an ack without id or value. */
export function readAck(payload: Json, event: WahaEvent): InboundStatus | undefined {
  const name = readMessageId(payload.id)
  const status = ackStatus(payload)
  if (!name || status === undefined || !isMine(payload, name)) return undefined
  return statusOf(name, status, timeOf(payload.timestamp, event.at), textOf(payload.participant))
}

/**
 * The echo of a message that this program sent: WAHA says `source: api`, or the id is one that we gave. Undefined for what
 * people wrote, on whatever device.
 */
export function readOwnSend(payload: Json, event: WahaEvent): InboundStatus | undefined {
  const name = readMessageId(payload.id)
  if (!name || !isMine(payload, name)) return undefined
  if (payload.source !== 'api' && callbackOf(name.bare) === undefined) return undefined
  const told = ackStatus(payload)
  const status = told === undefined || told === 'pending' ? 'sent' : told
  return statusOf(name, status, timeOf(payload.timestamp, event.at))
}

/** WAHA's own word; where it is missing, the id tells, and then the engine. */
export function isMine(payload: Json, name: MessageName | undefined): boolean {
  if (typeof payload.fromMe === 'boolean') return payload.fromMe
  const data = objectOf(payload._data)
  return (name?.fromMe ?? objectOf(data?.key)?.fromMe ?? objectOf(data?.Info)?.IsFromMe) === true
}

function statusOf(name: MessageName, status: string, at: Date, participant?: string): InboundStatus {
  const errors = [{ code: 'ack_error', title: 'WhatsApp did not take the message.' }]
  return present<InboundStatus>({
    providerMessageId: name.bare,
    status,
    at,
    callbackData: callbackOf(name.bare),
    errors: status === 'failed' ? errors : undefined,
    detail: participant === undefined ? undefined : { participant },
  })
}
