import type { Context } from '../../../../platform/context.ts'
import { AppError } from '../../../../platform/errors/index.ts'
import { outsideAgent } from '../../../../platform/outbound/index.ts'
import type { StatusCause } from '../../contract/meaning.ts'
import type { Credentials } from '../../contract/transport.ts'
import { CHANNEL_ERRORS } from '../../errors.ts'
import { arrayOf, objectOf, textOf } from '../../reading/json.ts'
import { call, type ProviderAnswer } from '../call.ts'
import { serverOf, type WahaServer } from './account/server.ts'
import { errorMeaning } from './codes.ts'

export type ApiAnswer = ProviderAnswer

/** One request to a session's server. */
export interface ApiCall {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With its query. */
  path: string
  body?: Readonly<Record<string, unknown>>
  timeoutMs: number
  signal?: AbortSignal | undefined
}

/** A session at its server. */
export interface Api {
  session: string
  server: WahaServer
  /** `/api/sessions/{session}` */
  sessionPath: string
  /** Exactly one call, answered or not. Never throws. */
  call(request: ApiCall): Promise<ApiAnswer>
}

/** Throws WAHA_SERVER_REQUIRED when the operator has removed the channel's server. */
export function apiOf({ config }: Pick<Context, 'config'>, credentials: Credentials): Api {
  const server = serverOf(config, credentials)
  if (!server) throw new AppError(CHANNEL_ERRORS.WAHA_SERVER_REQUIRED)
  const session = credentials.session ?? ''
  const call = (request: ApiCall) => callServer(server, request)
  return { session, server, sessionPath: `/api/sessions/${encodeURIComponent(session)}`, call }
}

const never = new AbortController().signal

async function callServer(
  { url, apiKey, safe, trusted }: WahaServer,
  { path, body, signal = never, ...rest }: ApiCall,
): Promise<ApiAnswer> {
  // Saved before this was asked of addresses.
  if (!safe)
    return { kind: 'unwritten', reason: 'its address is not encrypted, and the key must not travel in the clear' }
  const headers = {
    accept: 'application/json',
    'x-api-key': apiKey,
    ...(body !== undefined && { 'content-type': 'application/json' }),
  }
  const answer = await call({
    ...rest,
    url: `${url}${path}`,
    headers,
    signal,
    secrets: [apiKey],
    ...(body !== undefined && { body: JSON.stringify(body) }),
    // A host name that a business gave may point to an inside address at any time.
    ...(!trusted && { through: outsideAgent }),
  })
  return trusted ? withoutWords(answer) : answer
}

/** Some versions answer 422 for a session that does not exist. */
const NO_SESSION = /session.*(does not exist|not exist|not found)|(didn.t find|no) .*session/i

const STATES: ReadonlySet<string> = new Set(['STARTING', 'SCAN_QR_CODE', 'WORKING', 'FAILED', 'STOPPED'])

/**
 * A refusal of an inside server, without its words: it may be another service than WAHA, and its answers are not for
 * the person who entered its address. The meaning of the refusal stays.
 */
function withoutWords(answer: ApiAnswer): ApiAnswer {
  if (answer.kind !== 'answer' || answer.status < 300) return answer
  const { json: _, ...rest } = answer
  const state = wrongStateOf(answer)
  if (state !== undefined) return { ...rest, json: { status: STATES.has(state) ? state : 'OTHER', expected: [] } }
  return { ...rest, json: saysNoSession(answer) ? { message: 'Session not found' } : undefined }
}

/** Whether a refusal means that the session does not exist. */
export const saysNoSession = ({ status, json }: Extract<ApiAnswer, { kind: 'answer' }>): boolean =>
  status === 422 && NO_SESSION.test(messageOf(json) ?? '')

/** For people: why a call did not do what it should. */
export function explain(answer: ApiAnswer): StatusCause {
  if (answer.kind !== 'answer') {
    const reason = `The WAHA server could not be reached (${answer.reason}). Check its address and that it is running.`
    return { reason, meaning: 'provider_unreachable' }
  }
  const said = messageOf(answer.json)
  const detail = `(${answer.status}${said === undefined ? '' : `: ${said}`})`
  const meaning = errorMeaning(wrongStateOf(answer) === undefined ? answer.status : 'session_not_working')
  // The catalogue's texts are about messages; this call was about something else.
  if (meaning.class === 'fix_call') return { reason: `WAHA refused this ${detail}.`, meaning: 'refused' }
  return { reason: `${meaning.text} ${meaning.nextStep} ${detail}`, meaning: meaning.meaning }
}

/** The session's status, in a refusal that was caused by it: 422 `{error, session, status, expected}`. */
export function wrongStateOf(answer: ApiAnswer): string | undefined {
  if (answer.kind !== 'answer' || answer.status !== 422) return undefined
  const body = objectOf(answer.json)
  const status = textOf(body?.status)
  return status !== undefined && (Array.isArray(body?.expected) || textOf(body?.session)) ? status : undefined
}

const MOST_SAID = 200

/** WAHA's words about an error: `message` is a text or a list of texts; wrong states use `error`. */
export function messageOf(json: unknown): string | undefined {
  const body = objectOf(json)
  const list = arrayOf(body?.message).flatMap(one => textOf(one) ?? [])
  const said = list.length > 0 ? list.join('; ') : (textOf(body?.message) ?? textOf(body?.error))
  return said?.slice(0, MOST_SAID)
}
