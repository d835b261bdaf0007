import type { Call, InboundMessage } from '../../../contract/message.ts'
import { arrayOf, idOf, objectOf, present, textOf } from '../../../reading/json.ts'
import { personOf, readJid } from '../jid.ts'
import { timeOf, type WahaEvent } from '../webhook/event.ts'
import type { NoMessage } from './incoming.ts'

type Json = Record<string, unknown>

/** The words of a call. Engines say the last one of calls that were declined, and of those that rang until they stopped. */
const WORDS: Record<string, Call['status']> = {
  'call.received': 'ringing',
  'call.accepted': 'answered',
  'call.rejected': 'rejected',
}
/** What engines call the end of a call that nobody took. */
const MISSED = new Set(['timeout', 'terminate', 'noanswer', 'missed'])

export const isCall = (name: string): boolean => Object.hasOwn(WORDS, name)

/** A call of a customer: every word about it is a message under the call's id. */
export function readCall({ name, payload, session, at: sentAt, me }: WahaEvent): InboundMessage | NoMessage {
  const providerMessageId = idOf(payload.id)
  const engine = objectOf(payload._data) ?? {}
  const own = [readJid(me?.id), readJid(me?.lid)].map(jid => JSON.stringify(jid))
  const named = namesIn(payload, engine).map(readJid)
  const group = named.find(jid => jid?.kind === 'group')
  const person = personOf(
    named.filter(jid => jid?.kind !== 'group' && jid?.kind !== 'other' && !own.includes(JSON.stringify(jid))),
    session,
  )
  if (providerMessageId === undefined || !person) return { problem: 'a call without id or person' }
  if (payload.isGroup === true && group === undefined) return {}
  const at = timeOf(payload.timestamp, sentAt)
  const status = name === 'call.rejected' && isUntaken(engine) ? 'missed' : WORDS[name]!
  const isOver = name === 'call.rejected'
  const call = present<Call>({
    status,
    direction: 'inbound',
    video: payload.isVideo === true ? true : undefined,
    startedAt: isOver ? undefined : at.toISOString(),
    endedAt: isOver ? at.toISOString() : undefined,
  })
  const groupId = group?.kind === 'group' ? group.id : undefined
  return present<InboundMessage>({
    providerMessageId,
    direction: 'inbound',
    type: 'call',
    content: { call },
    ...person,
    groupId,
    at,
  })
}

/** Who called, and where, as WAHA and its engines say it. */
const namesIn = (payload: Json, engine: Json): unknown[] => [
  payload.from,
  ...[engine, ...arrayOf(engine.calls)].flatMap(part => {
    const { from, peerJid, callerPn, chatId, groupJid, From, CallCreator, CallCreatorAlt, GroupJID } =
      objectOf(part) ?? {}
    return [from, peerJid, callerPn, CallCreator, CallCreatorAlt, From, chatId, groupJid, GroupJID]
  }),
]

const isUntaken = ({ status, reason, Reason }: Json): boolean =>
  [status, reason, Reason].some(word => MISSED.has((textOf(word) ?? '').toLowerCase()))
