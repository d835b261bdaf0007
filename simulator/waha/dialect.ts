import type { FastifyReply } from 'fastify'
import { type Answer, type Dialect, type ProviderCall, perform, refuse } from '../calls.ts'
import type { Operation } from '../misbehaviour/faults.ts'
import type { Entry } from '../record/journal.ts'
import type { Waha } from './service.ts'

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  501: 'Not Implemented',
}

/** An error as the framework under WAHA writes it. */
export function wahaError(status: number, message: string | string[], more: object = {}): Answer {
  const error = TITLES[status] ?? 'Internal Server Error'
  return { status, body: { statusCode: status, error, message, ...more } }
}

/** WAHA's answer, word for word, when the engine of a session cannot do what was asked. */
export const notImplemented = (): Answer => wahaError(501, 'The method is not implemented by the engine.')

/** Answers in WAHA's wording. */
export const wahaDialect: Dialect = {
  errorAnswer: ({ status = 500 }) =>
    status === 500
      ? wahaError(500, 'Internal server error')
      : wahaError(status, TITLES[status] ?? 'The request failed'),
  encode: body => (body === undefined ? '' : JSON.stringify(body)),
  headers: () => ({ 'content-type': 'application/json; charset=utf-8', 'x-powered-by': 'WAHA' }),
}

/** A call about a session that sends nothing. It is in the journal, and fault rules for its operation apply. */
export function answer(
  waha: Waha,
  reply: FastifyReply,
  about: { session?: string; op?: Operation; kind?: Entry['kind']; type: string; to?: string; request?: unknown },
  act: () => Answer,
) {
  const { session, op = 'manage', kind = 'manage', type, to, request } = about
  const call: ProviderCall = {
    kind,
    op,
    provider: 'waha',
    ...(session !== undefined && { phoneNumberId: session }),
    ...(to !== undefined && { to }),
    type,
    request,
    accept: () => ({ answer: act() }),
  }
  return perform(waha.platform.calls, wahaDialect, reply, call)
}

/** Refuses a call that WAHA itself would refuse; no fault rule is asked. */
export function reject(waha: Waha, reply: FastifyReply, entry: Omit<Entry, 'seq' | 'at' | 'provider'>, why: Answer) {
  return refuse(waha.platform.calls, wahaDialect, reply, { ...entry, provider: 'waha' }, why)
}
