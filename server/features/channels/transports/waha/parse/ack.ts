import type { InboundStatus } from '../../../contract/message.ts'
import { numberOf, objectOf, present, textOf } from '../../../reading/json.ts'
import { personOf, readJid } from '../jid.ts'
import { callbackOf, type MessageName, readMessageId } from '../message-id.ts'
import { timeOf, type WahaEvent } from '../webhook/event.ts'

type Json = Record<string, unknown>

/** WhatsApp's ticks. A clock (0) means nothing yet; it is stored under its own name and changes no status. */
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

/** The status that an ack tells; a word that we do not know is kept. Undefined: it tells none. */
export function ackStatus(payload: Json): string | undefined {
  const number = numberOf(payload.ack)
  if (number !== undefined) return BY_NUMBER[number] ?? `ack ${number}`
  const name = textOf(payload.ackName)
  return name === undefined ? undefined : (BY_NAME[name] ?? name.slice(0, 64).toLowerCase())
}

/**
 * A tick on a message that we sent. Undefined for a message that somebody else wrote, as far as anything says so; a
 * bare id does not say, and finds a message only if we sent it.
 */
export function readAck(payload: Json, event: WahaEvent): InboundStatus | { problem: string } | undefined {
  const name = readMessageId(payload.id)
  if (saidMine(payload, name) === false) return undefined
  const status = ackStatus(payload)
  if (!name) return { problem: 'a tick of nothing' }
  if (status === undefined) return { problem: 'a tick that says nothing' }
  return statusOf(name, status, timeOf(payload.timestamp, event.at), textOf(payload.participant), event.session)
}

/**
 * The echo of a message that this program sent: WAHA says `source: api`, or the id is one that we gave. Undefined for
 * messages that people wrote, on whatever device.
 */
export function readOwnSend(payload: Json, event: WahaEvent): InboundStatus | undefined {
  const name = readMessageId(payload.id)
  if (!name || !isMine(payload, name)) return undefined
  if (payload.source !== 'api' && callbackOf(name.bare) === undefined) return undefined
  const told = ackStatus(payload)
  const status = told === undefined || told === 'pending' ? 'sent' : told
  return statusOf(name, status, timeOf(payload.timestamp, event.at))
}

/** A message is not ours when nothing says so. */
export const isMine = (payload: Json, name: MessageName | undefined): boolean => saidMine(payload, name) === true

/** Whether the message is ours: WAHA's own word, or else the id, or else the engine. Undefined: nothing tells. */
function saidMine(payload: Json, name: MessageName | undefined): boolean | undefined {
  const data = objectOf(payload._data)
  const said = [payload.fromMe, name?.fromMe, objectOf(data?.key)?.fromMe, objectOf(data?.Info)?.IsFromMe]
  return said.find(word => typeof word === 'boolean')
}

function statusOf(name: MessageName, status: string, at: Date, participant?: string, session = ''): InboundStatus {
  const errors = [{ code: 'ack_error', title: 'WhatsApp did not take the message.' }]
  return present<InboundStatus>({
    providerMessageId: name.bare,
    status,
    at,
    callbackData: callbackOf(name.bare),
    errors: status === 'failed' ? errors : undefined,
    participant,
    detail:
      participant === undefined
        ? undefined
        : present({ participant, member: personOf([readJid(participant)], session)?.identities }),
  })
}
