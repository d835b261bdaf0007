import type { Context } from '../../../platform/context.ts'
import { AppError } from '../../../platform/errors/index.ts'
import type { AnswerHeaders, Outbound } from '../../../platform/outbound/index.ts'
import { insideOf } from '../endpoints/address.ts'
import { type SignedMessage, sign } from './message.ts'
import { retryAfterOf } from './schedule.ts'

/** OWH-04 */
const CALL_MS = 5_000
/** Of an answer so much is kept for people, and so much is read at most. */
const KEPT_BYTES = 1_024
const MOST_BYTES = 64 * 1_024
const KEPT_HEADERS = 20
const KEPT_HEADER_LENGTH = 200

/** What came of one call. */
export interface CallResult {
  outcome: 'delivered' | 'failed'
  sentAt: Date
  durationMs: number
  signature: string
  status: number | null
  headers: Record<string, string> | null
  body: string | null
  /** Why it failed, by a code that the API documents; null: the status says it. */
  error: string | null
  /** The endpoint says that it is gone for good (410). */
  gone: boolean
  retryAfterSeconds: number | undefined
}

export interface CallTarget {
  url: string
  keys: readonly Buffer[]
}

/**
 * Calls an endpoint once and tells what came of it; never throws. Success is 2xx. A redirect is a failure: following it would let a
 * stranger choose where we connect.
 */
export async function callEndpoint(
  context: Pick<Context, 'config'>,
  outbound: Pick<Outbound, 'postOnce'>,
  { url, keys }: CallTarget,
  message: { id: string; body: string; traceparent?: string | undefined },
): Promise<CallResult> {
  const sentAt = new Date()
  const signed = sign(keys, message.id, sentAt, message.body)
  if (message.traceparent) signed.headers.traceparent = message.traceparent
  const began = performance.now()
  const ended = await post(context, outbound, url, signed, message.body)
  return { sentAt, signature: signed.signature, durationMs: Math.round(performance.now() - began), ...ended }
}

type Ended = Omit<CallResult, 'sentAt' | 'signature' | 'durationMs'>

async function post(
  context: Pick<Context, 'config'>,
  outbound: Pick<Outbound, 'postOnce'>,
  url: string,
  { headers }: SignedMessage,
  body: string,
): Promise<Ended> {
  const limits = { timeoutMs: CALL_MS, keepBytes: KEPT_BYTES, mostBytes: MOST_BYTES }
  try {
    const policy = { trustedOrigins: insideOf(context, url) }
    const answer = await outbound.postOnce(url, { headers, body, ...limits }, policy)
    const { status } = answer
    return {
      outcome: status >= 200 && status < 300 ? 'delivered' : 'failed',
      status,
      headers: headersKept(answer.headers),
      body: answer.start.toString('utf8').replaceAll('\u0000', '\ufffd'),
      error: status >= 300 && status < 400 ? 'REDIRECT' : null,
      gone: status === 410,
      retryAfterSeconds: retryAfterOf(answer.headers, Date.now()),
    }
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'UNEXPECTED'
    return { ...UNANSWERED, error: code }
  }
}

const UNANSWERED = {
  outcome: 'failed',
  status: null,
  headers: null,
  body: null,
  gone: false,
  retryAfterSeconds: undefined,
} as const

/** Cookies are somebody's keys. */
const headersKept = (headers: AnswerHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name, value]) => value !== undefined && !/cookie|authorization/.test(name))
      .slice(0, KEPT_HEADERS)
      .map(([name, value]) => [name, String(value).slice(0, KEPT_HEADER_LENGTH)]),
  )
