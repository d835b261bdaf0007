import { Agent, type Dispatcher } from 'undici'

/** The version of the Graph API that this transport was written for. */
export const GRAPH_VERSION = 'v24.0'

const CONNECT_MS = 5_000
const MAX_ANSWER_BYTES = 1024 * 1024

/**
 * One connection pool for each origin. Nothing here repeats a request or follows a redirect; HTTP/1.1 without pipelining,
 * so that "written" means written by this request alone.
 */
const agent = new Agent({
  connections: 64,
  pipelining: 1,
  allowH2: false,
  connect: { timeout: CONNECT_MS },
  keepAliveTimeout: 4_000,
  keepAliveMaxTimeout: 30_000,
})

export interface GraphCall {
  url: string
  method: 'GET' | 'POST'
  accessToken: string
  /** JSON. */
  body?: string
  signal: AbortSignal
  timeoutMs: number
}

/** An answer of the provider, or what is known about the lack of one. */
export type GraphAnswer =
  | { kind: 'answer'; status: number; json: unknown; retryAfterSeconds?: number }
  /** No byte of the request left: it had no effect. */
  | { kind: 'unwritten'; reason: string }
  /** It left, and nobody knows what became of it. */
  | { kind: 'lost'; reason: string }

/** One call, answered or not. Never throws. */
export function callGraph(call: GraphCall): Promise<GraphAnswer> {
  const { promise, resolve } = Promise.withResolvers<GraphAnswer>()
  const url = new URL(call.url)
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(call.timeoutMs)])
  if (signal.aborted) return Promise.resolve({ kind: 'unwritten', reason: 'cancelled before it was sent' })
  const flight = new Flight(signal, call.accessToken, resolve)
  agent.dispatch(
    {
      origin: url.origin,
      path: url.pathname + url.search,
      method: call.method,
      headers: {
        authorization: `Bearer ${call.accessToken}`,
        accept: 'application/json',
        ...(call.body !== undefined && { 'content-type': 'application/json' }),
      },
      body: call.body ?? null,
      headersTimeout: call.timeoutMs,
      bodyTimeout: call.timeoutMs,
    },
    flight,
  )
  return promise
}

/** Follows one request from the queue of the pool to the end of its answer. */
class Flight implements Dispatcher.DispatchHandler {
  readonly #signal: AbortSignal
  readonly #token: string
  readonly #settle: (answer: GraphAnswer) => void
  readonly #onAbort = () => this.#abort()
  #controller: Dispatcher.DispatchController | undefined
  #status = 0
  #retryAfter: string | undefined
  #chunks: Buffer[] = []
  #bytes = 0

  constructor(signal: AbortSignal, token: string, settle: (answer: GraphAnswer) => void) {
    this.#signal = signal
    this.#token = token
    this.#settle = settle
    signal.addEventListener('abort', this.#onAbort, { once: true })
  }

  /** The connection stands and the request is about to be written: from here on it may have an effect. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#signal.aborted) controller.abort(new Error('cancelled before it was sent'))
    else this.#controller = controller
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Record<string, unknown>): void {
    this.#status = status
    this.#retryAfter = typeof headers['retry-after'] === 'string' ? headers['retry-after'] : undefined
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length
    if (this.#bytes > MAX_ANSWER_BYTES) controller.abort(new Error('the answer is too long'))
    else this.#chunks.push(chunk)
  }

  onResponseEnd(): void {
    const seconds = Number(this.#retryAfter)
    this.#end({
      kind: 'answer',
      status: this.#status,
      json: readJson(Buffer.concat(this.#chunks), this.#token),
      ...(this.#retryAfter && Number.isFinite(seconds) && { retryAfterSeconds: Math.ceil(seconds) }),
    })
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#end({ kind: this.#controller ? 'lost' : 'unwritten', reason: reasonOf(error) })
  }

  #abort(): void {
    if (this.#controller) this.#controller.abort(new Error('no answer in time'))
    // Still waiting for a connection: it is dropped when its turn comes, see onRequestStart.
    else this.#end({ kind: 'unwritten', reason: 'no connection in time' })
  }

  #end(answer: GraphAnswer): void {
    this.#signal.removeEventListener('abort', this.#onAbort)
    this.#settle(answer)
  }
}

const reasonOf = (error: Error): string => (error as NodeJS.ErrnoException).code ?? error.message

/** Meta repeats a token that it refuses ("Malformed access token EAAG…"), and answers are kept: it is taken out of them. */
function readJson(bytes: Buffer, token: string): unknown {
  const text = bytes.toString('utf8')
  try {
    return JSON.parse(token === '' ? text : text.replaceAll(token, '[access token]'))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
