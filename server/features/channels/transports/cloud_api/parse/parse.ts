import { createHash } from 'node:crypto'
import type {
  ChannelNotice,
  InboundMessage,
  ParsedDelivery,
  Preference,
  ProviderError,
} from '../../../contract/message.ts'
import type { ChannelAddress, RawDelivery } from '../../../contract/transport.ts'
import { arrayOf, idOf, objectOf, parseJson, present, textOf } from '../../../reading/json.ts'
import { stateOf } from './account.ts'
import { type CallMessage, directionOf, readCall, readCallStatus } from './call.ts'
import { readContent, Unreadable } from './content.ts'
import { readHistory } from './history.ts'
import {
  addresseeOf,
  type MetaPerson,
  type Names,
  namesOf,
  personOf,
  readContacts,
  recipientOf,
  writerOf,
} from './identity.ts'
import { namedGroups, namedPeople } from './names.ts'
import { pastStatusOf, readStatus } from './status.ts'
import { personBehind } from './system.ts'
import { timeOf } from './time.ts'

type Json = Record<string, unknown>

/**
 * Reads those changes of a Meta delivery that belong to one channel. Everything that is neither a message nor a status
 * becomes a notice, so that nothing is lost. Throws SyntaxError when the bytes are no JSON.
 */
export function parseDelivery(raw: RawDelivery, channel: ChannelAddress): ParsedDelivery {
  const parsed: ParsedDelivery = { messages: [], statuses: [], notices: [] }
  const listed = raw.headers['x-tawsil-places']
  const places = listed === undefined ? undefined : new Set(listed.split(' '))
  for (const [entryNo, item] of arrayOf(objectOf(parseJson(raw.body))?.entry).entries()) {
    const entry = objectOf(item)
    const account = textOf(entry?.id) ?? channel.externalAccountId ?? ''
    const at = timeOf(entry?.time, raw.receivedAt)
    for (const [changeNo, change] of arrayOf(entry?.changes).entries()) {
      if (places && !places.has(`${entryNo}.${changeNo}`)) continue
      readChange(objectOf(change), { account, raw, channel, at }, parsed)
    }
  }
  return parsed
}

interface Around {
  account: string
  /** When it happened, as Meta says; a repetition days later says the same. */
  at: Date
  raw: RawDelivery
  channel: ChannelAddress
}

function readChange(change: Json | undefined, around: Around, into: ParsedDelivery): void {
  const value = objectOf(change?.value)
  const field = textOf(change?.field)
  const number = textOf(objectOf(value?.metadata)?.phone_number_id)
  // Never read another number's messages, whatever the row says.
  if (number !== undefined && around.channel.externalId !== null && number !== around.channel.externalId) return
  if (value && readParts(field ?? 'messages', value, around, into)) return
  readAccount(field, value, around, into)
  into.notices.push(notice(field ?? 'unknown', value ?? change?.value ?? change ?? null))
}

type PartReader = (value: Json, around: Around, into: ParsedDelivery) => void

/**
 * The parts of a change that are read, by its field and their key in it. Only `messages` has messages that customers
 * write now.
 */
const PARTS: Record<string, Record<string, PartReader>> = {
  messages: { messages: readMessages, statuses: readStatuses, message_echoes: readEchoes, calls: readCalls },
  calls: { calls: readCalls, statuses: readStatuses },
  smb_message_echoes: { message_echoes: readEchoes, statuses: readStatuses },
  history: {
    history: (value, ...rest) => addHistory({ ...value, messages: undefined }, ...rest),
    messages: (value, ...rest) => addHistory({ ...value, history: undefined }, ...rest),
    message_echoes: readEchoes,
    statuses: readStatuses,
  },
}
/** These keys frame the parts of every change and are no news. */
const FRAME = new Set(['messaging_product', 'metadata', 'contacts'])

/**
 * Reads the parts of a change; there may be several. What remains becomes one notice. False: the change has none of
 * these parts.
 */
function readParts(field: string, value: Json, around: Around, into: ParsedDelivery): boolean {
  const readers = Object.hasOwn(PARTS, field) ? PARTS[field]! : {}
  const parts = Object.keys(readers).filter(part => Array.isArray(value[part]))
  if (parts.length === 0) return false
  for (const part of parts) readers[part]!(value, around, into)
  const left = Object.entries(value).filter(([key, rest]) => !FRAME.has(key) && !parts.includes(key) && !isEmpty(rest))
  if (left.length > 0) into.notices.push(notice(field, Object.fromEntries(left)))
  return true
}

/** Whether the rest says nothing; a plain value belongs to the change as a whole. */
const isEmpty = (rest: unknown): boolean => typeof rest !== 'object' || rest === null || Object.keys(rest).length === 0

function readMessages(value: Json, { account, raw }: Around, into: ParsedDelivery): void {
  const contacts = readContacts(value.contacts, everybodyIn(value))
  for (const item of arrayOf(value.messages)) {
    const message = objectOf(item)
    const person = message && personBehind(message, contacts, account)
    addMessage(item, message, person, 'inbound', raw.receivedAt, into)
  }
}

/** All people whom a change names in its messages, echoes and statuses. */
const everybodyIn = (value: Json): Names[] => [
  ...arrayOf(value.messages).map(item => writerOf(objectOf(item) ?? {})),
  ...arrayOf(value.message_echoes).map(item => recipientOf(objectOf(item) ?? {})),
  ...arrayOf(value.calls).map(item => personCalled(objectOf(item) ?? {}, value)),
  ...arrayOf(value.statuses).map(item => addresseeOf(objectOf(item) ?? {})),
]

function readStatuses(value: Json, { account, raw }: Around, into: ParsedDelivery): void {
  const contacts = readContacts(value.contacts, everybodyIn(value))
  for (const item of arrayOf(value.statuses)) {
    const told = objectOf(item)
    if (told && textOf(told.type) === 'call') {
      addCall(told, readCallStatus(told, raw.receivedAt), personOf(addresseeOf(told), contacts, account), into)
      continue
    }
    const status = readStatus(told, contacts, account, raw.receivedAt)
    if (status) into.statuses.push(status)
    else into.notices.push({ ...notice('messages', item), problem: 'a status without id or name' })
  }
}

/** Every word about a call is a message under the call's id. */
function readCalls(value: Json, { account, raw }: Around, into: ParsedDelivery): void {
  const contacts = readContacts(value.contacts, everybodyIn(value))
  for (const item of arrayOf(value.calls)) {
    const call = objectOf(item) ?? {}
    const person = personOf(personCalled(call, value), contacts, account)
    addCall(call, readCall(call, value, raw.receivedAt), person, into)
  }
}

/** The customer of a call, in whichever direction it went. */
const personCalled = (call: Json, value: Json): Names =>
  directionOf(call, value) === 'outbound' ? recipientOf(call) : writerOf(call)

function addCall(item: Json, call: CallMessage, person: MetaPerson | undefined, into: ParsedDelivery): void {
  const providerMessageId = idOf(item.id)
  if (providerMessageId !== undefined && person) into.messages.push({ providerMessageId, ...call, ...person })
  else into.notices.push({ ...notice('calls', item), problem: 'a call without id or person' })
}

/** Messages that the business wrote on its own phone: the customer is the recipient. */
function readEchoes(value: Json, { account, raw }: Around, into: ParsedDelivery): void {
  const contacts = readContacts(value.contacts, everybodyIn(value))
  for (const item of arrayOf(value.message_echoes)) {
    const message = objectOf(item)
    const person = message && personOf(recipientOf(message), contacts, account)
    addMessage(item, message, person, 'outbound', raw.receivedAt, into)
  }
}

/** Messages from before the number was connected; progress, refusals and announcements become notices. */
function addHistory(value: Json, { account, raw }: Around, into: ParsedDelivery): void {
  const { messages, told } = readHistory(value, { account, receivedAt: raw.receivedAt })
  for (const item of told) into.notices.push(notice('history', item))
  for (const { item, message, person, direction } of messages) {
    addMessage(item, message, person, direction, raw.receivedAt, into, true)
  }
}

/** Some news about an account changes what may be sent; it is also kept as a notice. */
function readAccount(field: string | undefined, value: Json | undefined, around: Around, into: ParsedDelivery): void {
  const { receivedAt } = around.raw
  const state = stateOf(field, value, around.at)
  if (state) into.states = [...(into.states ?? []), state]
  const people = field === 'smb_app_state_sync' ? namedPeople(value, around.account) : []
  if (people.length > 0) into.people = [...(into.people ?? []), ...people]
  const groups = namedGroups(field, value, receivedAt)
  if (groups.length > 0) into.groups = [...(into.groups ?? []), ...groups]
  if (field !== 'user_preferences') return
  const said = arrayOf(value?.user_preferences).map(objectOf)
  const names = said.map(one => namesOf(one?.wa_id, one?.user_id, one?.parent_user_id))
  const contacts = readContacts(value?.contacts, names)
  for (const [no, one] of said.entries()) {
    const person = personOf(names[no]!, contacts, around.account)
    const word = textOf(one?.value)?.trim().toLowerCase()
    const wants = word !== undefined && Object.hasOwn(WISHES, word) ? WISHES[word] : undefined
    if (!person || !wants) continue
    const { identities } = person
    const told = present({ word, detail: textOf(one?.detail) })
    const sameChannel = word === 'signup' || undefined
    const wish = {
      identities,
      wants,
      scope: 'marketing' as const,
      sameChannel,
      told,
      at: timeOf(one?.timestamp, receivedAt),
    }
    into.preferences = [...(into.preferences ?? []), present(wish)]
  }
}

/** What customers choose in WhatsApp; they can sign up where a business offers its marketing again. */
const WISHES: Record<string, Preference['wants']> = { stop: 'stop', resume: 'resume', signup: 'resume' }

function addMessage(
  item: unknown,
  message: Json | undefined,
  person: MetaPerson | undefined,
  direction: InboundMessage['direction'],
  receivedAt: Date,
  into: ParsedDelivery,
  historic = false,
): void {
  if (!message || !person) {
    const field = historic ? 'history' : direction === 'inbound' ? 'messages' : 'smb_message_echoes'
    into.notices.push({ ...notice(field, item), problem: 'a message that names nobody' })
    return
  }
  into.messages.push(
    present({
      providerMessageId: idOf(message.id) ?? idFor(message),
      direction,
      ...contentOf(message),
      ...person,
      replyToProviderId: idOf(objectOf(message.context)?.id),
      groupId: idOf(message.group_id),
      historic: historic || undefined,
      status: historic && direction === 'outbound' ? pastStatusOf(message) : undefined,
      at: timeOf(message.timestamp, receivedAt),
    }),
  )
}

/**
 * When a body cannot be read, its message becomes unknown and keeps what was sent; its neighbours are read as usual.
 */
function contentOf(message: Json) {
  try {
    return readContent(message)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    const errors: ProviderError[] = [{ code: 'unreadable', meaning: 'unreadable', title: error.message }]
    const words = placeInWords(objectOf(message.location))
    return { type: 'unknown', content: { raw: message, ...(words && { text: { body: words } }), errors } }
  }
}

/** A place without coordinates may still have a name and an address. */
const placeInWords = (place: Json | undefined): string =>
  [place?.name, place?.address].flatMap(part => textOf(part) ?? []).join(', ')

/** The same bytes give the same id, so that a repeated delivery of a message without an id is still one message. */
const idFor = (message: Json): string =>
  `unidentified.${createHash('sha256').update(JSON.stringify(message)).digest('hex').slice(0, 32)}`

/** The history of a whole account comes as one change; the log has it, and a notice only says that it came. */
const NOTICE_LIMIT = 100_000

function notice(field: string, value: unknown): ChannelNotice {
  const text = JSON.stringify(value) ?? 'null'
  if (text.length <= NOTICE_LIMIT) return { field, value }
  return { field, value: { shortened: true, characters: text.length, keys: Object.keys(objectOf(value) ?? {}) } }
}
