import { SECOND_FACTOR_MISSING, secondFactor } from '../session/second-factor.ts'
import { SUSPENDED, suspension } from '../session/suspension.ts'

/** A refusal of the API, or (code OFFLINE) no answer at all. `message` is for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: string
  /** HTTP status; 0 when nobody answered. */
  readonly status: number
  readonly details: unknown
  /** What support asks for. */
  readonly requestId: string | null

  constructor(code: string, status: number, message: string, details?: unknown, requestId: string | null = null) {
    super(message)
    this.code = code
    this.status = status
    this.details = details
    this.requestId = requestId
  }
}

export const isOffline = (error: unknown): boolean => error instanceof ApiError && error.status === 0
export const isForbidden = (error: unknown): boolean => error instanceof ApiError && error.status === 403
export const isMissing = (error: unknown): boolean => error instanceof ApiError && error.status === 404

interface ErrorBody {
  error?: { code?: string; message?: string; details?: unknown }
}

/** The error for an answer that is no success. */
export function errorOf(body: unknown, response: Response): ApiError {
  const error = (body as ErrorBody | undefined)?.error
  if (error?.code === SUSPENDED) suspension.notice((error.details as { reason?: string } | undefined)?.reason ?? null)
  if (error?.code === SECOND_FACTOR_MISSING) secondFactor.notice()
  const requestId = response.headers.get('x-request-id')
  return new ApiError(error?.code ?? 'INTERNAL', response.status, error?.message ?? '', error?.details, requestId)
}
