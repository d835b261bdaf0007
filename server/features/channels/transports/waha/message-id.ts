import { objectOf } from '../../reading/json.ts'

/**
 * Ids of messages. WAHA writes them `{true|false}_{chat}_{id}[_{participant}]`, but the chat is the phone in one event
 * and the lid in the next, revocations and quotes have only the id, and engines answer sends in three forms. All of
 * them have the third part, which WhatsApp itself calls the message's id. This program knows a message of WAHA only by
 * that bare id: in events, acks, quotes, reactions and answers to sends.
 */

/** The parts of a message id. */
export interface MessageName {
  /** WhatsApp's own id. */
  bare: string
  fromMe?: boolean
  chat?: string
  participant?: string
}

const MAX_ID = 256

/**
 * Reads the long and the bare form, and the web client's object with both; a bare id of digits may come as a number.
 * Undefined when it is no id.
 */
export function readMessageId(given: unknown): MessageName | undefined {
  const told = objectOf(given)?._serialized ?? given
  const value = Number.isSafeInteger(told) ? String(told) : told
  if (typeof value !== 'string' || value === '' || value.length > MAX_ID) return undefined
  const match = /^(true|false)_([^_]*)_([^_]+)(?:_(.+))?$/.exec(value)
  if (!match) return /^\S+$/.test(value) ? { bare: value } : undefined
  const [, mine, chat, bare, participant] = match
  return { bare: bare!, fromMe: mine === 'true', ...(chat && { chat }), ...(participant && { participant }) }
}

/** The long form, as requests about a message need it. */
export const writeMessageId = (name: { bare: string; fromMe: boolean; chat: string }): string =>
  `${name.fromMe}_${name.chat}_${name.bare}`

/** The prefix that WhatsApp's own web client gives its ids. */
const PREFIX = '3EB0'
const CALLBACK = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\.(\d{1,4})$/
const PRESET = /^3EB0([0-9A-F]{8})([0-9A-F]{4})(7[0-9A-F]{3})([89AB][0-9A-F]{3})([0-9A-F]{12})([0-9A-F]{2})$/

/**
 * The id that we give a message before it is sent. It names the attempt, so that an ack, an echo or a look-up finds the
 * message even when the answer to the call was lost. Undefined for callback data that does not fit into it.
 */
export function presetId(callbackData: string): string | undefined {
  const match = CALLBACK.exec(callbackData)
  const no = Number(match?.[6])
  if (!match || no > 255) return undefined
  const id = PREFIX + match.slice(1, 6).join('').toUpperCase() + no.toString(16).padStart(2, '0').toUpperCase()
  return PRESET.test(id) ? id : undefined
}

/** The attempt in an id that `presetId` made; undefined for every other id. */
export function callbackOf(bare: string): string | undefined {
  const match = PRESET.exec(bare)
  if (!match) return undefined
  return `${match.slice(1, 6).join('-').toLowerCase()}.${Number.parseInt(match[6]!, 16)}`
}
