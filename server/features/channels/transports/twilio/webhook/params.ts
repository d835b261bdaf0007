import { MAX_DEPTH, nestsDeeperThan, objectOf, parseJson, textOf } from '../../../reading/json.ts'
import { phoneOf } from '../address.ts'

/** The parameters of a Twilio delivery by name; of a repeated name the first value. */
export type Params = Readonly<Record<string, unknown>>

/** No delivery of Twilio has more names than this (a hundred are many). */
const MOST_NAMES = 2_000

const isJson = (body: Buffer): boolean => /^\s*[{[]/.test(body.subarray(0, 64).toString('latin1'))

/**
 * The values of a form as they were signed, each name with all its values. Undefined when it is not a form that Twilio
 * would send.
 */
export function formOf(body: Buffer): Record<string, string | string[]> | undefined {
  if (isJson(body)) return undefined
  const form: Record<string, string | string[]> = Object.create(null)
  let names = 0
  for (const [name, value] of new URLSearchParams(body.toString('utf8'))) {
    if (++names > MOST_NAMES) return undefined
    const before = form[name]
    if (before === undefined) form[name] = value
    else if (Array.isArray(before)) before.push(value)
    else form[name] = [before, value]
  }
  return form
}

/**
 * The parameters of a delivery, form or JSON, without characters that a database cannot hold. Undefined when it is
 * neither.
 */
export function paramsOf(body: Buffer): Params | undefined {
  if (isJson(body)) return jsonParams(body)
  const form = formOf(body)
  if (!form) return undefined
  const entries = Object.entries(form).filter(([name]) => name !== '__proto__')
  return Object.fromEntries(entries.map(([name, value]) => [storable(name), storable([value].flat()[0]!)]))
}

function jsonParams(body: Buffer): Params | undefined {
  if (nestsDeeperThan(body, MAX_DEPTH)) return undefined
  try {
    return objectOf(parseJson(body))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const storable = (text: string): string => text.replaceAll('\u0000', '\ufffd').toWellFormed()

/** WhatsApp events that report the status of a message (`EventType`). */
const EVENTS = new Set(['SENT', 'DELIVERED', 'READ', 'UNDELIVERED', 'FAILED'])

/** Statuses of messages that the business sent; everything else is about something a customer sent. */
export function statusWordOf(params: Params): string | undefined {
  const event = textOf(params.EventType)
  const word =
    textOf(params.MessageStatus) ?? textOf(params.SmsStatus) ?? (event && EVENTS.has(event) ? event : undefined)
  return word === undefined || word === 'received' || word === 'receiving' ? undefined : word.slice(0, 64)
}

/** The id of the message that a delivery is about. */
export const sidOf = (params: Params): string | undefined =>
  textOf(params.MessageSid) ?? textOf(params.SmsMessageSid) ?? textOf(params.SmsSid)

/** The business's side of a delivery. */
export interface BusinessSide {
  account: string | undefined
  /** E.164 with '+'. */
  number: string | undefined
}

/**
 * The business that a delivery names. It is believed only after the signature was checked with the secret of exactly
 * this account.
 */
export function businessSideOf(params: Params): BusinessSide {
  const own = textOf(statusWordOf(params) === undefined ? params.To : params.From)
  return { account: textOf(params.AccountSid), number: own === undefined ? undefined : phoneOf(own) }
}
