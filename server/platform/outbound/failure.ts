import { AppError } from '../errors/index.ts'
import { OUTBOUND_ERRORS } from './errors.ts'

/** Quotes neither the address nor the answer: both may hold secrets of a network inside. */
export function failureOf(error: unknown, deadline: AbortSignal): AppError {
  if (error instanceof AppError) return error
  const late = deadline.aborted || /TIMEOUT/.test(String((error as { code?: unknown }).code))
  return new AppError(late ? OUTBOUND_ERRORS.OUTSIDE_TIMEOUT : OUTBOUND_ERRORS.OUTSIDE_UNREACHABLE, { cause: error })
}
