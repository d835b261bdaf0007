import type { InboundStatus } from '../../../contract/message.ts'
import { numberOf, objectOf, present, textOf } from '../../../reading/json.ts'
import { callbackOf, type MessageName, readMessageId } from '../message-id.ts'
import { timeOf, type WahaEvent } from '../webhook/event.ts'

type Json = Record<string, unknown>

/** WhatsApp's ticks. A clock (0) is nothing yet; it is kept under its own name and moves nothing. */
const BY_NUMBER: Partial<Record<number, string>> = {
  [-1]: 'failed',
  0: 'pending',
  1: 'sent',
  2: 'delivered',
  3: 'read',
  4: 'played',
}
const BY_NAME: Partial<Record<string, string>> = {
  ERROR: 'failed',
  PENDING: 'pending',
  SERVER: 'sent',
  DEVICE: 'delivered',
  READ: 'read',
  PLAYED: 'played',
}

/** What an ack says, in our words; a word we do not know is kept. Undefined: it says nothing. */
export function ackStatus(payload: Json): string | undefined {
  const number = numberOf(payload.ack)
  if (number !== undefined) return BY_NUMBER[number] ?? `ack ${number}`
  const name = textOf(payload.ackName)
  return name === undefined ? undefined : (BY_NAME[name] ?? name.slice(0, 64).toLowerCase())
}

/**
 * A tick of a message we sent. Undefined for what something says that others wrote; a bare id says nothing, and finds a message
 * only if we sent it.
 */
export function readAck(payload: Json, event: WahaEvent): InboundStatus | { problem: string } | undefined {
  const name = readMessageId(payload.id)
  if (saidMine(payload, name) === false) return undefined
  const status = ackStatus(payload)
  if (!name) return { problem: 'a tick of nothing' }
  if (status === undefined) return { problem: 'a tick that says nothing' }
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

/** What nothing says to be ours is not. */
export const isMine = (payload: Json, name: MessageName | undefined): boolean => saidMine(payload, name) === true

/** WAHA's own word; where it is missing, the id tells, and then the engine. Undefined: nothing does. */
function saidMine(payload: Json, name: MessageName | undefined): boolean | undefined {
  const data = objectOf(payload._data)
  const said = [payload.fromMe, name?.fromMe, objectOf(data?.key)?.fromMe, objectOf(data?.Info)?.IsFromMe]
  return said.find(word => typeof word === 'boolean')
}

function statusOf(name: MessageName, status: string, at: Date, participant?: string): InboundStatus {
  const errors = [{ code: 'ack_error', title: 'WhatsApp did not take the message.' }]
  return present<InboundStatus>({
    providerMessageId: name.bare,
    status,
    at,
    callbackData: callbackOf(name.bare),
    errors: status === 'failed' ? errors : undefined,
    participant,
    detail: participant === undefined ? undefined : { participant },
  })
}
