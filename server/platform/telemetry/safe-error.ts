/** What of an error may stand in a log. */
export interface SafeError {
  type: string
  message: string
  code?: string
  stack?: string
  cause?: SafeError
}

const DEEPEST = 4

/** Classes of SQLSTATE whose messages quote the values that were refused. Such values can be people's words. */
const QUOTES_VALUES = /^(22|P0)[0-9A-Z]{3}$/

/**
 * Name, message, code, stack and causes, and no other property. A database error has the failing row in `detail`, a network
 * error has the request with its headers: neither may be logged.
 */
export function safeError(error: unknown, depth = 0): SafeError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'something that is no Error was thrown' }
  const { code } = error as { code?: unknown }
  const message = messageOf(error, code)
  return {
    type: error.name,
    message,
    ...(typeof code === 'string' || typeof code === 'number' ? { code: `${code}` } : {}),
    ...(error.stack ? { stack: error.stack.replace(error.message, () => message) } : {}),
    ...(error.cause !== undefined && depth < DEEPEST ? { cause: safeError(error.cause, depth + 1) } : {}),
  }
}

/** The error's message, unless it may quote a person's words: the database and the JSON parser quote what they refuse. */
function messageOf(error: Error, code: unknown): string {
  if (typeof code === 'string' && QUOTES_VALUES.test(code)) return `the database refused a value (SQLSTATE ${code})`
  if (error instanceof SyntaxError && error.message.includes('JSON')) return 'a text is not valid JSON'
  return error.message
}
