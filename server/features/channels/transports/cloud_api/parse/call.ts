import type { Call, InboundMessage } from '../../../contract/message.ts'
import { arrayOf, idOf, numberOf, objectOf, present, textOf } from '../../../reading/json.ts'
import { readErrors } from './provider-error.ts'
import { timeOf } from './time.ts'

type Json = Record<string, unknown>

export type CallMessage = Pick<InboundMessage, 'direction' | 'type' | 'content' | 'at'>

/** What is said of a call: it rings (`connect`), it is over (`terminate`), or how far one of the business is. */
const WORDS: Record<string, Call['status']> = {
  connect: 'ringing',
  ringing: 'ringing',
  accept: 'answered',
  accepted: 'answered',
  reject: 'rejected',
  rejected: 'rejected',
  failed: 'failed',
}

/** One word about a call, from `calls[]`. `value` is the change that it stands in. */
export function readCall(call: Json, value: Json, receivedAt: Date): CallMessage {
  const direction = directionOf(call, value)
  const event = textOf(call.event)?.toLowerCase()
  const told = timeOf(call.timestamp, receivedAt)
  const isOver = event === 'terminate'
  const start = call.start_time === undefined ? undefined : timeOf(call.start_time, told)
  const startedAt = start ?? (isOver ? undefined : told)
  const status = isOver ? endOf(call, direction) : wordOf(event)
  const endedAt = isOver ? timeOf(call.end_time, told) : undefined
  const seconds = numberOf(call.duration)
  // What went wrong stands beside the calls: it is said of the only one.
  const errors = readErrors(call.errors ?? (arrayOf(value.calls).length === 1 ? value.errors : undefined))
  const body = present<Call>({
    status,
    direction,
    startedAt: startedAt?.toISOString(),
    endedAt: endedAt?.toISOString(),
    seconds: seconds !== undefined && seconds > 0 ? seconds : undefined,
  })
  const content = present({ call: body, errors: errors.length > 0 ? errors : undefined })
  return { direction, type: 'call', content, at: startedAt ?? told }
}

/** One word about a call of the business, from `statuses[]`. */
export function readCallStatus(status: Json, receivedAt: Date): CallMessage {
  const at = timeOf(status.timestamp, receivedAt)
  const call: Call = { status: wordOf(textOf(status.status)?.toLowerCase()), direction: 'outbound' }
  const errors = readErrors(status.errors)
  const content = present({
    call: { ...call, startedAt: at.toISOString() },
    errors: errors.length > 0 ? errors : undefined,
  })
  return { direction: 'outbound', type: 'call', content, at }
}

const wordOf = (word: string | undefined): Call['status'] =>
  word !== undefined && Object.hasOwn(WORDS, word) ? WORDS[word]! : 'ringing'

/**
 * Meta tells the start, the end and the length only of calls that were picked up ("Call Terminate webhook" in its Calling
 * API). A `terminate` without them is a call that nobody took: the customer gave up, or a program of the business
 * rejected it. `status` does not tell: a call that broke off after a minute is `FAILED`, too. When a customer's call
 * failed, the business has missed it, so only its own calls can be `failed`.
 */
function endOf({ start_time, duration, status }: Json, direction: Call['direction']): Call['status'] {
  if (start_time !== undefined || (numberOf(duration) ?? 0) > 0) return 'answered'
  return direction === 'outbound' && textOf(status) === 'FAILED' ? 'failed' : 'missed'
}

/** Who called. Where Meta does not say, the business called when the caller's number is its own. */
export function directionOf({ direction, from }: Json, { metadata }: Json): Call['direction'] {
  const told = textOf(direction)
  if (told !== undefined) return told === 'BUSINESS_INITIATED' ? 'outbound' : 'inbound'
  const own = digitsOf(objectOf(metadata)?.display_phone_number)
  return own !== '' && digitsOf(from) === own ? 'outbound' : 'inbound'
}

const digitsOf = (value: unknown): string => (idOf(value) ?? '').replace(/\D/g, '')
