import { AppError } from '../errors/index.ts'
import type { Failure } from './index.ts'

/** What a failed batch calls for. */
export type FailureKind =
  /** Two transactions got in each other's way: repeat the same. */
  | 'again'
  /** Another worker has the rows now: leave them alone. */
  | 'lost'
  /** The database or the keeper of keys is away, or cannot do it now. Nothing is wrong with the rows. */
  | 'away'
  /** Something is wrong with a row, or with our code. */
  | 'rows'

const COLLISIONS = new Set(['40001', '40P01', '55P03'])
/** Classes of SQLSTATE: connection, resources, operator intervention, system. And a session that was ended while idle. */
const AWAY = /^(08|53|57|58)|^25P0[34]$/
/** Classes that say the values themselves are wrong: data, constraints, limits of size. */
const VALUES = /^(22|23|54)/

const codeOf = (error: unknown): string => {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' ? code : ''
}

export function classifyFailure(error: unknown): FailureKind {
  const code = codeOf(error)
  if (COLLISIONS.has(code)) return 'again'
  if (code === 'LEASE_LOST') return 'lost'
  if (code === 'UNAVAILABLE' || code === 'SECRETS_UNAVAILABLE' || AWAY.test(code)) return 'away'
  return 'rows'
}

/**
 * What is kept of a failure. The text of a database error or of a parser's error is not: both quote the customer's words.
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof AppError) return { code: error.code, message: error.message, retryable: error.retryable }
  const code = codeOf(error)
  if (/^[0-9A-Z]{5}$/.test(code)) {
    const message = `The database refused the row (SQLSTATE ${code}).`
    return { code: `SQLSTATE_${code}`, message, retryable: !VALUES.test(code) }
  }
  const name = error instanceof Error ? error.name : 'Error'
  return { code: 'PROCESSING_FAILED', message: `Processing failed with ${name}.`, retryable: true }
}
