export interface RetryOptions {
  /** How often a request is repeated at most; default 3. */
  retries?: number
  /** The pause before the first repetition, which doubles; default 500. */
  firstPauseMs?: number
  /** When the server asks for a longer pause, its answer is given back instead; default one minute. */
  longestPauseMs?: number
  fetch?: (request: Request) => Promise<Response>
}

const BUSY = new Set([429, 502, 503, 504])
const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** A `fetch` that repeats what failed for a while. */
export function repeating(options: RetryOptions = {}): (request: Request) => Promise<Response> {
  const { retries = 3, firstPauseMs = 500, longestPauseMs = 60_000, fetch = globalThis.fetch } = options
  return async request => {
    const named = withKey(request)
    for (let attempt = 0; ; attempt++) {
      const last = attempt === retries
      const usual = firstPauseMs * 2 ** attempt * (0.5 + Math.random() / 2)
      try {
        const answer = await fetch(named.clone())
        const pause = retryAfter(answer) ?? usual
        if (last || !BUSY.has(answer.status) || pause > longestPauseMs) return answer
        await answer.body?.cancel()
        await wait(pause, named.signal)
      } catch (error) {
        // Without an answer nobody knows what the server did; with its key a repeated write has one effect.
        if (last || named.signal.aborted) throw error
        await wait(usual, named.signal)
      }
    }
  }
}

/** The same request with an Idempotency-Key, when it writes and has none. */
function withKey(request: Request): Request {
  if (!WRITES.has(request.method) || request.headers.has('idempotency-key')) return request
  const headers = new Headers(request.headers)
  headers.set('idempotency-key', crypto.randomUUID())
  return new Request(request, { headers })
}

/** Milliseconds that the server asks for, in seconds or as a date. */
function retryAfter({ headers }: Response): number | undefined {
  const given = headers.get('retry-after')
  if (given === null) return undefined
  const seconds = Number(given)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(given) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal.addEventListener('abort', stop, { once: true })
  })
}
