/** How one webhook is tried, as the fragment of its address asks: `…#rc=3&rp=5xx,ct,rt&rt=4000`. */
export interface Overrides {
  /** The address as it is called and signed: without the fragment. */
  url: string
  /** Retries after the first attempt: 0…5. */
  retries: number
  /** Whether a failure is tried again. */
  again(failure: { status: number | null; error?: string }): boolean
  /** How long the receiver may take to answer, in ms. */
  timeoutMs: number
}

const DEFAULT_TIMEOUT_MS = 15_000
const MOST_RETRIES = 5
/** Failures to connect, as opposed to answers that do not come. */
const UNCONNECTED = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ECONNRESET|UND_ERR_CONNECT|UND_ERR_SOCKET|other side closed/

/** Reads the overrides. Without any, only a failed connection is tried again, and only once. */
export function readOverrides(address: string): Overrides {
  const [url, fragment = ''] = address.split('#', 2) as [string, string?]
  const given = new URLSearchParams(fragment)
  const policy = new Set((given.get('rp') ?? 'ct').split(','))
  const wants = (kind: string) => policy.has(kind) || policy.has('all')
  return {
    url,
    retries: Math.min(Number(given.get('rc') ?? 1) || 0, MOST_RETRIES),
    timeoutMs: Math.min(Number(given.get('rt') ?? DEFAULT_TIMEOUT_MS) || DEFAULT_TIMEOUT_MS, DEFAULT_TIMEOUT_MS),
    again: ({ status, error = '' }) => {
      if (status === null) return UNCONNECTED.test(error) ? wants('ct') : wants('rt')
      return status >= 500 ? wants('5xx') : status >= 400 && wants('4xx')
    },
  }
}
