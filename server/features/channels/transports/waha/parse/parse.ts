import type { ChannelNotice, InboundMessage, NamedGroup, ParsedDelivery } from '../../../contract/message.ts'
import type { ChannelAddress, RawDelivery } from '../../../contract/transport.ts'
import { idOf, objectOf, parseJson, present, textOf } from '../../../reading/json.ts'
import { readState } from '../account/session-state.ts'
import { timeOf, type WahaEvent } from '../webhook/event.ts'
import { readAck, readOwnSend } from './ack.ts'
import { isCall, readCall } from './call.ts'
import { readChange } from './change.ts'
import { type NoMessage, readMessage } from './incoming.ts'

type Json = Record<string, unknown>

/**
 * Reads one event. What is neither a message, nor a status, nor the session's state becomes a notice; so does a message
 * that names nobody, with the problem. Throws SyntaxError when the bytes are no JSON.
 */
export function parseEvent(raw: RawDelivery, channel: ChannelAddress): ParsedDelivery {
  const parsed: ParsedDelivery = { messages: [], statuses: [], notices: [] }
  const envelope = objectOf(parseJson(raw.body))
  const name = textOf(envelope?.event)
  const payload = objectOf(envelope?.payload)
  const session = textOf(envelope?.session) ?? ''
  const own = sessionOf(channel)
  // Never read another session's messages, whatever address they were sent to.
  if (own !== undefined && session !== own) {
    parsed.notices.push({ ...noticeOf(name, envelope), problem: 'an event of another session' })
    return parsed
  }
  if (!envelope || name === undefined || !payload) {
    const problem = name !== undefined && MESSAGES.has(name) ? 'a message without a body' : undefined
    parsed.notices.push(present({ ...noticeOf(name, envelope ?? null), problem }))
    return parsed
  }
  const at = timeOf(envelope.timestamp, raw.receivedAt)
  const event = { name, payload, session, at, receivedAt: raw.receivedAt, me: objectOf(envelope.me) }
  readEvent(event, parsed)
  // A message from the history tells its ticks, and those may have been missed as well.
  const written = parsed.messages.some(message => message.direction === 'outbound')
  const tick = raw.headers['x-tawsil-reconciled'] !== undefined && written && readAck(payload, event)
  if (tick && 'status' in tick) parsed.statuses.push(tick)
  return parsed
}

const CHANGES = new Set(['message.edited', 'message.revoked'])
const MESSAGES = new Set(['message', 'message.any', 'message.reaction', 'poll.vote', 'event.response', ...CHANGES])

/** The session is the part of the number's id after the server. */
const sessionOf = ({ externalId }: ChannelAddress): string | undefined => externalId?.split('/')[1]

function readEvent(event: WahaEvent, into: ParsedDelivery): void {
  const { name, payload } = event
  if (name === 'session.status') {
    into.states = [readState(event)].filter(state => state !== undefined)
    into.notices.push(noticeOf(name, withoutSecrets(payload)))
    return
  }
  if (name === 'message.ack' || name === 'message.ack.group') {
    const tick = readAck(payload, event)
    if (tick && 'status' in tick) into.statuses.push(tick)
    else if (tick) into.notices.push({ ...noticeOf(name, payload), ...tick })
    return
  }
  if (!MESSAGES.has(name) && !isCall(name)) {
    const groups = namedGroup(event)
    if (groups.length > 0) into.groups = groups
    into.notices.push(noticeOf(name, payload))
    return
  }
  // A message that this program sent is stored already: its echo proves only that it left. This program neither edits
  // nor deletes messages, so such a change was made through WAHA by somebody else.
  const own = CHANGES.has(name) || isCall(name) ? undefined : readOwnSend(payload, event)
  if (own) {
    into.statuses.push(own)
    return
  }
  const read = readerOf(name)(event)
  if ('providerMessageId' in read) into.messages.push(read)
  else into.notices.push(present({ ...noticeOf(name, payload), problem: read.problem }))
}

function readerOf(name: string): (event: WahaEvent) => InboundMessage | NoMessage {
  if (isCall(name)) return readCall
  return name === 'message' || name === 'message.any' ? readMessage : readChange
}

/** The name of a group that we joined, or that was renamed. */
function namedGroup({ name, payload, at }: WahaEvent): NamedGroup[] {
  const group = name === 'group.v2.join' || name === 'group.v2.update' ? objectOf(payload.group) : undefined
  const [id, subject] = [idOf(group?.id), textOf(group?.subject)]
  return id !== undefined && subject !== undefined ? [{ id, name: subject, at: timeOf(payload.timestamp, at) }] : []
}

/** The challenge of a passkey is for the screen that asked for it, not for a log of events. */
const withoutSecrets = ({ data: _data, ...rest }: Json): Json => rest

const NOTICE_LIMIT = 100_000

function noticeOf(field: string | undefined, value: unknown): ChannelNotice {
  const text = JSON.stringify(value) ?? 'null'
  if (text.length <= NOTICE_LIMIT) return { field: field ?? 'unknown', value }
  const shortened = { shortened: true, characters: text.length, keys: Object.keys(objectOf(value) ?? {}) }
  return { field: field ?? 'unknown', value: shortened }
}
