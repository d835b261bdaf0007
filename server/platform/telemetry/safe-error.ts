/** What of an error may stand in a log. */
export interface SafeError {
  type: string
  message: string
  code?: string
  stack?: string
  cause?: SafeError
}

const DEEPEST = 4

/**
 * Name, message, code, stack and causes; nothing else that hangs on the object. A database error carries the failing row
 * in `detail` and a network error the request with its headers, and both hold what must not be logged.
 */
export function safeError(error: unknown, depth = 0): SafeError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'something that is no Error was thrown' }
  const { code } = error as { code?: unknown }
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' || typeof code === 'number' ? { code: `${code}` } : {}),
    ...(error.stack ? { stack: error.stack } : {}),
    ...(error.cause !== undefined && depth < DEEPEST ? { cause: safeError(error.cause, depth + 1) } : {}),
  }
}
