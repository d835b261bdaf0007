import { numberOf } from '../../../reading/json.ts'

const EARLIEST = Date.UTC(2009, 0)
const LATEST = Date.UTC(2100, 0)

/**
 * Seconds since 1970, as a text or a number; a larger value is read as milliseconds. A value that is no time gives the
 * time of arrival.
 */
export function timeOf(value: unknown, receivedAt: Date): Date {
  const number = numberOf(value)
  if (number === undefined) return receivedAt
  const milliseconds = number > 1e11 ? number : number * 1000
  return milliseconds >= EARLIEST && milliseconds < LATEST ? new Date(milliseconds) : receivedAt
}
