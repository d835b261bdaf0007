import type { InboundMessage } from '../../../contract/message.ts'
import { arrayOf, idOf, numberOf, objectOf, textOf } from '../../../reading/json.ts'
import {
  type MetaContact,
  type MetaPerson,
  type Names,
  namesOf,
  personOf,
  readContacts,
  recipientOf,
  userNameOf,
  writerOf,
} from './identity.ts'

type Json = Record<string, unknown>

/** One message from before the number was connected; `person` is the customer, even when the business wrote it. */
export interface Past {
  item: unknown
  message: Json | undefined
  person: MetaPerson | undefined
  direction: InboundMessage['direction']
}

export interface HistoryRead {
  messages: Past[]
  /** Progress and refusals (2593109), and files that are announced here and delivered separately. */
  told: unknown[]
}

interface Around {
  account: string
  receivedAt: Date
}

/**
 * Files of this many days before a number was connected follow in deliveries of their own (Meta, "history webhook").
 */
const FOLLOWS_MS = 14 * 24 * 60 * 60 * 1000

/**
 * A part of a history: conversations with messages of both sides, in no order; or, one by one, the messages whose files
 * it only announced.
 */
export function readHistory(value: Json, around: Around): HistoryRead {
  const read: HistoryRead = { messages: [], told: [] }
  const business = digitsOf(objectOf(value.metadata)?.display_phone_number)
  for (const item of arrayOf(value.history)) {
    const chunk = objectOf(item)
    const { threads, ...told } = chunk ?? {}
    read.told.push(told)
    for (const each of arrayOf(threads)) readThread(objectOf(each), business, around, read)
  }
  const apart = arrayOf(value.messages).map(item => {
    const message = objectOf(item)
    const outbound = message !== undefined && isOurs(message, business)
    return { item, message, outbound, names: message && (outbound ? recipientOf(message) : writerOf(message)) }
  })
  const contacts = readContacts(
    value.contacts,
    apart.flatMap(({ names }) => names ?? []),
  )
  for (const { item, message, outbound, names } of apart) {
    const person = names && personOf(names, contacts, around.account)
    read.messages.push({ item, message, person, direction: outbound ? 'outbound' : 'inbound' })
  }
  return read
}

function readThread(thread: Json | undefined, business: string | undefined, around: Around, into: HistoryRead): void {
  const context = objectOf(thread?.context)
  const told = namesOf(
    thread?.id,
    idOf(thread?.user_id) ?? context?.user_id,
    idOf(thread?.parent_user_id) ?? context?.parent_user_id,
  )
  const customer = { ...told, waId: told.waId ?? namesOf(context?.wa_id, undefined, undefined).waId }
  const username = userNameOf(context?.username)
  const contacts: MetaContact[] = username === undefined ? [] : [{ ...customer, username, name: undefined }]
  const person = personOf(customer, contacts, around.account)
  for (const item of arrayOf(thread?.messages)) {
    const message = objectOf(item)
    if (message && isAnnounced(message, around.receivedAt)) {
      into.told.push(item)
      continue
    }
    const outbound = message !== undefined && isOurs(message, business, customer)
    into.messages.push({ item, message, person, direction: outbound ? 'outbound' : 'inbound' })
  }
}

/**
 * Whether the business wrote it: Meta says so itself, or names a recipient, or names the business's number. Without
 * that number, any writer who is not the customer of the conversation is the business.
 */
function isOurs(message: Json, business: string | undefined, customer?: Names): boolean {
  const fromMe = objectOf(message.history_context)?.from_me
  if (typeof fromMe === 'boolean') return fromMe
  if (idOf(message.to_user_id) !== undefined || idOf(message.to_parent_user_id) !== undefined) return true
  const to = digitsOf(message.to)
  if (to !== undefined) return to !== business
  const { waId, userId, parentId } = writerOf(message)
  if (waId === undefined) return false
  if (business !== undefined) return digitsOf(waId) === business
  // A business has no user id.
  return (userId ?? parentId) === undefined && customer !== undefined && !isSameNumber(waId, customer.waId)
}

/**
 * The message only says that there was a file. While the file follows under the same id, this announcement must not
 * take the id.
 */
function isAnnounced(message: Json, receivedAt: Date): boolean {
  const seconds = numberOf(message.timestamp)
  if (message.type !== 'media_placeholder' || seconds === undefined) return false
  return receivedAt.getTime() - seconds * 1000 < FOLLOWS_MS
}

/** The same number may be written with and without '+'. */
const isSameNumber = (one: string, other: string | undefined): boolean =>
  one === other || (digitsOf(one) !== undefined && digitsOf(one) === digitsOf(other))

const digitsOf = (value: unknown): string | undefined => textOf(value)?.replace(/\D/g, '') || undefined
