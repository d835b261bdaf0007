/**
 * A start that cannot go on for a reason a person can mend. `message` is one line, fit for a terminal: it says what is
 * wrong and what to do. `code` is stable, for tests and exit paths.
 */
export class StartError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'StartError'
    this.code = code
  }
}

/** The `code` of a Node or PostgreSQL error, or an empty string. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
