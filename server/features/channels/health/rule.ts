import type { NoticedBy } from './degradation.sql.ts'

/** What is proven about a channel of late. */
export interface Evidence {
  /** Sends of the last two hours: taken by the provider, refused by it, and not got through. */
  accepted: number
  refused: number
  unreached: number
  /** Statuses that came back in the last two hours. */
  reports: number
  /** Hours since the last customer's message; null: none yet. */
  silentHours: number | null
  /** How many messages came in a stretch as long and at the same time of day, on an average day of the last week. */
  expectedInbound: number
}

export interface DegradationReason {
  by: NoticedBy
  /** For people: what is wrong and what to look at. */
  reason: string
}

/** Fewer calls say nothing about a channel. */
const ENOUGH_SENDS = 10
/** Chance would leave a stretch empty that usually has so many about once in 20,000 times. */
const ENOUGH_INBOUND = 10
/** Silence is not worth a word before. */
const SILENT_HOURS = 1

/** Whether a channel that says it is connected does its work; undefined when nothing speaks against it. Pure. */
export function degradationOf(evidence: Evidence): DegradationReason | undefined {
  const { accepted, refused, unreached, reports, silentHours, expectedInbound } = evidence
  const sends = accepted + refused + unreached
  if (sends >= ENOUGH_SENDS && accepted < sends / 2) {
    const share = Math.round((100 * accepted) / sends)
    return {
      by: 'failures',
      reason: `Only ${share} % of the last ${sends} messages were taken by the provider. Open a failed message to see why.`,
    }
  }
  if (accepted >= ENOUGH_SENDS && reports === 0) {
    return {
      by: 'reports',
      reason:
        'Messages are taken, but no delivery reports come back. Check the webhook at the provider: its address, and that statuses are sent.',
    }
  }
  if (silentHours !== null && silentHours >= SILENT_HOURS && expectedInbound >= ENOUGH_INBOUND) {
    return {
      by: 'silence',
      reason: `No message came for ${Math.floor(silentHours)} hours; usually about ${Math.round(expectedInbound)} do in this time. Check the webhook at the provider.`,
    }
  }
  return undefined
}
