import { createHash } from 'node:crypto'
import type { InboundMessage } from '../../../contract/message.ts'
import { objectOf, present, textOf } from '../../../reading/json.ts'
import { type Jid, personOf, readJid, type WahaPerson } from '../jid.ts'
import { type MessageName, readMessageId } from '../message-id.ts'
import { timeOf, type WahaEvent } from '../webhook/event.ts'
import { isMine } from './ack.ts'
import { isService, readContent } from './content.ts'
import { type EngineData, readEngine } from './engine.ts'

type Json = Record<string, unknown>

/** Why an event gives no message; `problem` is set when it should have given one. */
export interface NoMessage {
  problem?: string
}

/** What all events about a message have in common: who, where, when. */
export type Frame = Pick<InboundMessage, 'direction' | 'identities' | 'address' | 'at'> &
  Partial<Pick<InboundMessage, 'profileName' | 'groupId' | 'groupName'>>

/** A message that a customer wrote, or that a person of the business wrote on another device. */
export function readMessage(event: WahaEvent): InboundMessage | NoMessage {
  const { payload } = event
  const name = readMessageId(payload.id)
  const engine = readEngine(payload)
  const frame = readFrame(payload, name, engine, event)
  if ('problem' in frame || !('direction' in frame)) return frame
  const content = readContent(payload, engine)
  if (isService(content)) return {}
  const quoted = [objectOf(payload.replyTo)?.id, payload.replyTo, ...engine.quoted].map(readMessageId)
  return present<InboundMessage>({
    providerMessageId: name?.bare ?? idFor(payload),
    ...frame,
    ...content,
    replyToProviderId: quoted.find(name => name !== undefined)?.bare,
  })
}

/** The same bytes give the same id, so that a repeated delivery of a message without an id is still one message. */
export const idFor = (payload: Json): string =>
  `unidentified.${createHash('sha256').update(JSON.stringify(payload)).digest('hex').slice(0, 32)}`

/**
 * Who wrote it, where and when. The chat comes from the id, where all engines agree. They do not agree on `from` and
 * `to`: with GOWS `from` is the chat even in messages that we wrote.
 */
export function readFrame(
  payload: Json,
  name: MessageName | undefined,
  engine: EngineData,
  event: WahaEvent,
): Frame | NoMessage {
  const mine = isMine(payload, name)
  const named =
    readJid(name?.chat) ?? readJid(mine ? (payload.to ?? payload.from) : payload.from) ?? readJid(engine.chat)
  if (!named) return { problem: 'a message that names nobody' }
  const chat = isList(named) && !mine ? (writerNamed(payload, name, engine) ?? named) : named
  if (chat.kind === 'other') return {}
  const group = chat.kind === 'group' ? chat.id : undefined
  const person = group
    ? writerIn(group, payload, name, engine, event, mine)
    : writerOf(chat, payload, engine, event, mine)
  if (!person) return { problem: 'a message of a group that does not say who wrote it' }
  return present<Frame>({
    direction: mine ? 'outbound' : 'inbound',
    ...person,
    profileName: mine ? undefined : engine.pushName,
    groupId: group,
    groupName: group ? textOf(objectOf(payload._data)?.groupName) : undefined,
    at: timeOf(payload.timestamp, event.at),
  })
}

/** A message to a broadcast list reaches each person on it as a message to them alone; a story is written to nobody. */
const isList = (chat: Jid): boolean =>
  chat.kind === 'other' && chat.id.endsWith('@broadcast') && chat.id !== 'status@broadcast'

const writerNamed = (payload: Json, name: MessageName | undefined, engine: EngineData): Jid | undefined =>
  [payload.participant, payload.author, name?.participant, ...engine.sender].map(readJid).find(jid => jid !== undefined)

/** The other side of a conversation between two. */
function writerOf(
  chat: Jid,
  payload: Json,
  engine: EngineData,
  event: WahaEvent,
  mine: boolean,
): WahaPerson | undefined {
  const alternatives = mine ? engine.recipientAlt : [...engine.senderAlt, payload.from]
  return personOf([chat, ...others([...engine.chatAlt, ...alternatives], event)], event.session)
}

/** Addresses without our own: a customer must never be merged with the business. */
function others(addresses: readonly unknown[], { me }: WahaEvent): Array<Jid | undefined> {
  const own = [readJid(me?.id), readJid(me?.lid)].map(jid => JSON.stringify(jid))
  return addresses.map(readJid).filter(jid => jid && !own.includes(JSON.stringify(jid)))
}

/** The writer of a message in a group. A message that we wrote there has only the group as its other side. */
function writerIn(
  group: string,
  payload: Json,
  name: MessageName | undefined,
  engine: EngineData,
  event: WahaEvent,
  mine: boolean,
): WahaPerson | undefined {
  const own = readJid(event.me?.id)
  const writer = writerNamed(payload, name, engine)
  if (mine) return personOf([own, writer], event.session) ?? personOf([writer], event.session) ?? nobodyIn(group, event)
  return writer && personOf([writer, ...others(engine.senderAlt, event)], event.session)
}

/** The group itself is used as the other side, when not even our own number is told. */
const nobodyIn = (group: string, event: WahaEvent): WahaPerson => ({
  identities: [{ kind: 'lid', scope: event.session, value: group }],
  address: { kind: 'lid', value: group },
})
