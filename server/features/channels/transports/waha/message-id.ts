import { objectOf } from '../../reading/json.ts'

/**
 * Ids of messages. WAHA writes them `{true|false}_{chat}_{id}[_{participant}]`, but the chat is the phone in one event and the
 * lid in the next, revocations and quotes bring the id alone, and engines answer sends in three shapes. What all of them have in
 * common is the third part, which WhatsApp itself calls the message's id. That bare id is the one form in which this program
 * knows a message of WAHA: in events, acks, quotes, reactions and answers to sends.
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
 * Takes the long and the bare form, and the web client's object of both; a bare id of digits may come as a number. Undefined
 * when it is no id at all.
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

/** The long form, as requests about a message want it. */
export const writeMessageId = (name: { bare: string; fromMe: boolean; chat: string }): string =>
  `${name.fromMe}_${name.chat}_${name.bare}`

/** What WhatsApp's own web client begins its ids with. */
const PREFIX = '3EB0'
const CALLBACK = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\.(\d{1,4})$/
const PRESET = /^3EB0([0-9A-F]{8})([0-9A-F]{4})(7[0-9A-F]{3})([89AB][0-9A-F]{3})([0-9A-F]{12})([0-9A-F]{2})$/

/**
 * The id that a send gives its message beforehand: the attempt itself, so that an ack, an echo or a look-up names it also when
 * the answer to the call was lost. Undefined for callback data that it cannot hold.
 */
export function presetId(callbackData: string): string | undefined {
  const match = CALLBACK.exec(callbackData)
  const no = Number(match?.[6])
  if (!match || no > 255) return undefined
  const id = PREFIX + match.slice(1, 6).join('').toUpperCase() + no.toString(16).padStart(2, '0').toUpperCase()
  return PRESET.test(id) ? id : undefined
}

/** The attempt behind an id that `presetId` made; undefined for every other id. */
export function callbackOf(bare: string): string | undefined {
  const match = PRESET.exec(bare)
  if (!match) return undefined
  return `${match.slice(1, 6).join('-').toLowerCase()}.${Number.parseInt(match[6]!, 16)}`
}
