import { numberOf } from '../../../reading/json.ts'

type Json = Record<string, unknown>

/** One event of WAHA, and what its readers need to know about its origin. */
export interface WahaEvent {
  name: string
  payload: Json
  /** Scope of lids. */
  session: string
  /** When it happened, as WAHA says, or else when it came. */
  at: Date
  receivedAt: Date
  /** The number of the session itself. */
  me: Json | undefined
}

const EARLIEST = Date.UTC(2009, 0)
const LATEST = Date.UTC(2100, 0)

/**
 * Seconds since 1970, also with a fraction or as text; a larger value is read as milliseconds. A value that is no time
 * gives `otherwise`.
 */
export function timeOf(value: unknown, otherwise: Date): Date {
  const number = numberOf(value)
  if (number === undefined) return otherwise
  const milliseconds = Math.round(number > 1e11 ? number : number * 1000)
  return milliseconds >= EARLIEST && milliseconds < LATEST ? new Date(milliseconds) : otherwise
}
