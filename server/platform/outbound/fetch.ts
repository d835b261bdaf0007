import type { IncomingHttpHeaders } from 'node:http'
import { type Readable, Transform, type TransformCallback } from 'node:stream'
import { type Agent, request } from 'undici'
import { AppError } from '../errors/index.ts'
import { OUTBOUND_ERRORS } from './errors.ts'
import { failureOf } from './failure.ts'
import { isTrusted, type OutboundPolicy } from './vet.ts'

export interface OutsideRequest extends OutboundPolicy {
  /** Default GET. A redirect of anything else is not followed. */
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD'
  body?: string | Uint8Array
  /** Sent to every host on the way; those that prove who we are (authorization, cookie, …-key) only to the first origin. */
  headers?: Readonly<Record<string, string>>
  /** Asked for each address on the way: what proves us to this one. Nothing it returns goes further than that address. */
  credentialsFor?: (url: URL) => Readonly<Record<string, string>> | undefined
  /** The most bytes of the body as it comes; more ends the stream with OUTSIDE_TOO_LARGE. */
  maxBytes: number
  /** From the call to the last byte. */
  timeoutMs: number
  signal?: AbortSignal
  /** Default 3. */
  maxRedirects?: number
}

/** An answer of any status. Read `body` to its end or destroy it. */
export interface OutsideAnswer {
  status: number
  headers: IncomingHttpHeaders
  /** Where it came from in the end. */
  url: URL
  /** Fails with OUTSIDE_TOO_LARGE, OUTSIDE_TIMEOUT or OUTSIDE_UNREACHABLE. */
  body: Readable
  /** As declared, without parameters, lower case. */
  mimeType?: string
  /** As declared. */
  bytes?: number
}

export interface Agents {
  vetting: Agent
  trusted: Agent
}

const REDIRECTS = new Set([301, 302, 303, 307, 308])
const SECRET = /^(authorization|proxy-authorization|cookie)$|(key|token|secret|signature)$/i

/** One request with its redirects, from the first address to the one that answers. Never repeats a request. */
export async function follow(
  vet: (url: string | URL, policy: OutboundPolicy) => Promise<URL>,
  agents: Agents,
  first: string | URL,
  options: OutsideRequest,
): Promise<OutsideAnswer> {
  const deadline = AbortSignal.timeout(options.timeoutMs)
  const signal = options.signal ? AbortSignal.any([deadline, options.signal]) : deadline
  let policy: OutboundPolicy = { trustedOrigins: options.trustedOrigins ?? [] }
  let url = await vet(first, policy)
  const { origin } = url
  for (let left = options.maxRedirects ?? 3; ; left--) {
    // A redirect by a stranger cannot lead us to servers that the operator runs inside.
    if (!isTrusted(url, policy)) policy = {}
    const agent = isTrusted(url, policy) ? agents.trusted : agents.vetting
    const answer = await ask(agent, url, headersFor(url, origin, options), options, signal, deadline)
    const next = nextOf(answer, url, options)
    if (!next) return finish(answer, url, options.maxBytes, deadline)
    answer.body.on('error', ignore).destroy()
    if (left === 0) throw new AppError(OUTBOUND_ERRORS.OUTSIDE_REDIRECTS)
    url = await vet(next, policy)
  }
}

/** For the errors of a body that nobody reads any more. */
const ignore = () => undefined

type Answer = Awaited<ReturnType<typeof request>>

async function ask(
  dispatcher: Agent,
  url: URL,
  headers: Record<string, string>,
  { method = 'GET', body, timeoutMs }: OutsideRequest,
  signal: AbortSignal,
  deadline: AbortSignal,
): Promise<Answer> {
  try {
    const times = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs }
    return await request(url, { dispatcher, method, headers, body: body ?? null, signal, ...times })
  } catch (error) {
    throw failureOf(error, deadline)
  }
}

/** Bodies are not unpacked: a compressed body could grow without end. */
function headersFor(url: URL, origin: string, { headers = {}, credentialsFor }: OutsideRequest) {
  const home = url.origin === origin
  const kept = Object.entries(headers).filter(([name]) => home || !SECRET.test(name))
  return { 'accept-encoding': 'identity', ...Object.fromEntries(kept), ...credentialsFor?.(url) }
}

function nextOf({ statusCode, headers }: Answer, url: URL, { method = 'GET' }: OutsideRequest): URL | undefined {
  const { location } = headers
  if (!REDIRECTS.has(statusCode) || typeof location !== 'string' || (method !== 'GET' && method !== 'HEAD'))
    return undefined
  return URL.canParse(location, url.href) ? new URL(location, url) : undefined
}

function finish(answer: Answer, url: URL, maxBytes: number, deadline: AbortSignal): OutsideAnswer {
  const { statusCode: status, headers } = answer
  const length = Number(headers['content-length'] ?? Number.NaN)
  const mimeType = String(headers['content-type'] ?? '')
    .split(';')[0]!
    .trim()
    .toLowerCase()
  if (length > maxBytes) {
    answer.body.on('error', ignore).destroy()
    throw new AppError(OUTBOUND_ERRORS.OUTSIDE_TOO_LARGE)
  }
  return {
    status,
    headers,
    url,
    body: capped(answer.body, maxBytes, deadline),
    ...(mimeType && { mimeType }),
    ...(Number.isSafeInteger(length) && { bytes: length }),
  }
}

function capped(source: Readable, maxBytes: number, deadline: AbortSignal): Readable {
  const cap = new Cap(maxBytes)
  // The stream may fail before somebody reads it. Without this listener that would end the process; readers still get it.
  cap.on('error', ignore)
  source.on('error', error => cap.destroy(failureOf(error, deadline)))
  cap.on('close', () => source.destroy())
  return source.pipe(cap)
}

class Cap extends Transform {
  #left: number

  constructor(maxBytes: number) {
    super()
    this.#left = maxBytes
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#left -= chunk.length
    if (this.#left < 0) done(new AppError(OUTBOUND_ERRORS.OUTSIDE_TOO_LARGE))
    else done(null, chunk)
  }
}
