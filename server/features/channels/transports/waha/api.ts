import type { Context } from '../../../../platform/context.ts'
import { AppError } from '../../../../platform/errors/index.ts'
import { outsideAgent } from '../../../../platform/outbound/index.ts'
import type { Credentials } from '../../contract/transport.ts'
import { CHANNEL_ERRORS } from '../../errors.ts'
import { arrayOf, objectOf, textOf } from '../../reading/json.ts'
import { call, type ProviderAnswer } from '../call.ts'
import { errorMeaning } from './codes.ts'
import { serverOf, type WahaServer } from './session/server.ts'

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

/** Throws WAHA_SERVER_REQUIRED when the operator has taken the channel's server away. */
export function apiOf({ config }: Pick<Context, 'config'>, credentials: Credentials): Api {
  const server = serverOf(config, credentials)
  if (!server) throw new AppError(CHANNEL_ERRORS.WAHA_SERVER_REQUIRED)
  const session = credentials.session ?? ''
  const call = (request: ApiCall) => callServer(server, request)
  return { session, server, sessionPath: `/api/sessions/${encodeURIComponent(session)}`, call }
}

const never = new AbortController().signal

async function callServer(
  { url, apiKey, trusted }: WahaServer,
  { path, body, signal = never, ...rest }: ApiCall,
): Promise<ApiAnswer> {
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
    // A name that a business gave may turn to an inside address at any time.
    ...(!trusted && { through: outsideAgent }),
  })
  return trusted ? withoutWords(answer) : answer
}

/** Some versions answer 422 for a session that is not there at all. */
const NO_SESSION = /session.*(does not exist|not exist|not found)|(didn.t find|no) .*session/i

const STATES: ReadonlySet<string> = new Set(['STARTING', 'SCAN_QR_CODE', 'WORKING', 'FAILED', 'STOPPED'])

/**
 * A refusal of a server inside, without what it says: it may be another service than WAHA, whose answers are not for whoever
 * wrote its address into a form. What it means stays.
 */
function withoutWords(answer: ApiAnswer): ApiAnswer {
  if (answer.kind !== 'answer' || answer.status < 300) return answer
  const { json: _, ...rest } = answer
  const state = wrongStateOf(answer)
  if (state !== undefined) return { ...rest, json: { status: STATES.has(state) ? state : 'OTHER', expected: [] } }
  return { ...rest, json: saysNoSession(answer) ? { message: 'Session not found' } : undefined }
}

/** Whether a refusal means that there is no such session. */
export const saysNoSession = ({ status, json }: Extract<ApiAnswer, { kind: 'answer' }>): boolean =>
  status === 422 && NO_SESSION.test(messageOf(json) ?? '')

/** For people: why a call did not do what it should. */
export function explain(answer: ApiAnswer): string {
  if (answer.kind !== 'answer') {
    return `The WAHA server could not be reached (${answer.reason}). Check its address and that it is running.`
  }
  const said = messageOf(answer.json)
  const detail = `(${answer.status}${said === undefined ? '' : `: ${said}`})`
  const meaning = errorMeaning(wrongStateOf(answer) === undefined ? answer.status : 'session_not_working')
  // The catalogue speaks of messages; this was about something else.
  return meaning.class === 'fix_call' ? `WAHA refused this ${detail}.` : `${meaning.text} ${meaning.nextStep} ${detail}`
}

/** The session's status in a refusal because of it: 422 `{error, session, status, expected}`. */
export function wrongStateOf(answer: ApiAnswer): string | undefined {
  if (answer.kind !== 'answer' || answer.status !== 422) return undefined
  const body = objectOf(answer.json)
  const status = textOf(body?.status)
  return status !== undefined && (Array.isArray(body?.expected) || textOf(body?.session)) ? status : undefined
}

const MOST_SAID = 200

/** What WAHA says about an error: `message` is a text or a list of them; wrong states say `error`. */
export function messageOf(json: unknown): string | undefined {
  const body = objectOf(json)
  const list = arrayOf(body?.message).flatMap(one => textOf(one) ?? [])
  const said = list.length > 0 ? list.join('; ') : (textOf(body?.message) ?? textOf(body?.error))
  return said?.slice(0, MOST_SAID)
}
