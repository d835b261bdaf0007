/** A refusal of the API. `code` is stable, `message` is for people. */
export class TawsilError extends Error {
  override readonly name = 'TawsilError'
  readonly code: string
  readonly status: number
  readonly details: unknown
  /** Give it to support. */
  readonly requestId: string | null

  constructor(what: { code: string; status: number; message: string; details: unknown; requestId: string | null }) {
    super(what.message)
    this.code = what.code
    this.status = what.status
    this.details = what.details
    this.requestId = what.requestId
  }
}

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** What an answer holds. Throws {@link TawsilError} when it is a refusal. */
export async function data<T>(answer: Promise<Answer<{ data: T }>>): Promise<T> {
  const { data, error, response } = await answer
  if (data !== undefined && response.ok) return data.data
  throw refusal(error, response)
}

export function refusal(error: unknown, response: Response): TawsilError {
  const {
    code = 'UNKNOWN',
    message = response.statusText,
    details,
  } = (error as { error?: { code?: string; message?: string; details?: unknown } } | undefined)?.error ?? {}
  return new TawsilError({
    code,
    status: response.status,
    message,
    details,
    requestId: response.headers.get('x-request-id'),
  })
}
