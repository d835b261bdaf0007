import type { Readable } from 'node:stream'
import { Agent, type Dispatcher } from 'undici'

const CONNECT_MS = 5_000
const MAX_ANSWER_BYTES = 1024 * 1024
/** Calls that one process may have under way to one provider. */
export const CONNECTIONS = 64

/**
 * One connection pool for each origin. Nothing here repeats a request or follows a redirect; HTTP/1.1 without pipelining,
 * so that "written" means written by this request alone.
 */
const providers = new Agent({
  connections: CONNECTIONS,
  pipelining: 1,
  allowH2: false,
  connect: { timeout: CONNECT_MS },
  keepAliveTimeout: 4_000,
  keepAliveMaxTimeout: 30_000,
})

/** One request to a provider. */
export interface ProviderCall {
  url: string
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  headers: Readonly<Record<string, string>>
  body?: string | Buffer | Readable
  signal: AbortSignal
  timeoutMs: number
  /** Secrets that must never be in a stored answer: providers repeat what they refuse. */
  secrets?: readonly string[]
  /** What opens the connections; it must neither repeat nor redirect. Default: the pool for providers. */
  through?: Dispatcher
}

/** A provider's answer, or what is known when there is none. */
export type ProviderAnswer =
  | {
      kind: 'answer'
      status: number
      /** Undefined when the body is no JSON, for example because it was cut off. */
      json: unknown
      /** The provider said that there is no body, and none came: that is more than "no JSON could be read". */
      empty?: true
      retryAfterSeconds?: number
    }
  /** No byte of the request left, so it had no effect. */
  | { kind: 'unwritten'; reason: string }
  /** It left, and nobody knows what happened to it. */
  | { kind: 'lost'; reason: string }

/** Makes exactly one call. Never throws for what a provider or a network does. */
export function call(request: ProviderCall): Promise<ProviderAnswer> {
  const { promise, resolve } = Promise.withResolvers<ProviderAnswer>()
  const url = new URL(request.url)
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(request.timeoutMs)])
  if (signal.aborted) return Promise.resolve({ kind: 'unwritten', reason: 'cancelled before it was sent' })
  const flight = new Flight(signal, request.secrets ?? [], resolve)
  const dispatcher = request.through ?? providers
  dispatcher.dispatch(
    {
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method,
      headers: { ...request.headers },
      body: request.body ?? null,
      headersTimeout: request.timeoutMs,
      bodyTimeout: request.timeoutMs,
    },
    flight,
  )
  return promise
}

/** Follows one request from the pool's queue to the end of its answer. */
class Flight implements Dispatcher.DispatchHandler {
  readonly #signal: AbortSignal
  readonly #secrets: readonly string[]
  readonly #settle: (answer: ProviderAnswer) => void
  readonly #onAbort = () => this.#abort()
  #controller: Dispatcher.DispatchController | undefined
  #status = 0
  #retryAfter: string | undefined
  #framed = false
  #chunks: Buffer[] = []
  #bytes = 0

  constructor(signal: AbortSignal, secrets: readonly string[], settle: (answer: ProviderAnswer) => void) {
    this.#signal = signal
    this.#secrets = secrets
    this.#settle = settle
    signal.addEventListener('abort', this.#onAbort, { once: true })
  }

  /** The connection is open and the request is about to be written: from here on it may have an effect. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#signal.aborted) controller.abort(new Error('cancelled before it was sent'))
    else this.#controller = controller
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Record<string, unknown>): void {
    this.#status = status
    this.#retryAfter = typeof headers['retry-after'] === 'string' ? headers['retry-after'] : undefined
    this.#framed = status === 204 || 'content-length' in headers || 'transfer-encoding' in headers
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
      json: readJson(Buffer.concat(this.#chunks), this.#secrets),
      // A body that ends with its connection may have been cut off.
      ...(this.#framed && this.#bytes === 0 && { empty: true as const }),
      ...(this.#retryAfter && Number.isFinite(seconds) && { retryAfterSeconds: Math.ceil(seconds) }),
    })
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#end({ kind: this.#controller ? 'lost' : 'unwritten', reason: reasonOf(error) })
  }

  #abort(): void {
    if (this.#controller) this.#controller.abort(new Error('no answer in time'))
    // It is still waiting for a connection: it is dropped when its turn comes, see onRequestStart.
    else this.#end({ kind: 'unwritten', reason: 'no connection in time' })
  }

  #end(answer: ProviderAnswer): void {
    this.#signal.removeEventListener('abort', this.#onAbort)
    this.#settle(answer)
  }
}

const reasonOf = (error: Error): string => (error as NodeJS.ErrnoException).code ?? error.message

/**
 * Meta repeats a token that it refuses ("Malformed access token EAAG…"), and answers are stored: secrets are removed.
 */
function readJson(bytes: Buffer, secrets: readonly string[]): unknown {
  let text = bytes.toString('utf8')
  for (const secret of secrets) if (secret !== '') text = text.replaceAll(secret, '[secret]')
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
