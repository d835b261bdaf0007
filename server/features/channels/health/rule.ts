import type { StatusCause } from '../contract/meaning.ts'
import type { NoticedBy } from './degradation.sql.ts'

/** What is proven about a channel in recent hours. */
export interface Evidence {
  /** Sends of the last two hours: accepted by the provider, refused by it, and failed to reach it. */
  accepted: number
  refused: number
  unreached: number
  /** Statuses that came back in the last two hours. */
  reports: number
  /** Hours since the last customer's message; null: none yet. */
  silentHours: number | null
  /**
   * How many messages came, on an average day of the last week, in a period of the same length at the same time of day.
   */
  expectedInbound: number
}

/** What is wrong and what to look at, and which finding it is. */
export interface DegradationReason extends StatusCause {
  by: NoticedBy
}

/** Fewer calls say nothing about a channel. */
const ENOUGH_SENDS = 10
/** A period that usually brings this many messages is empty by chance about once in 20,000 times. */
const ENOUGH_INBOUND = 10
/** A shorter silence is not reported. */
const SILENT_HOURS = 1

/** Why a channel that says it is connected does not do its work; undefined when nothing shows that. Pure. */
export function degradationOf(evidence: Evidence): DegradationReason | undefined {
  const { accepted, refused, unreached, reports, silentHours, expectedInbound } = evidence
  const sends = accepted + refused + unreached
  if (sends >= ENOUGH_SENDS && accepted < sends / 2) {
    const share = Math.round((100 * accepted) / sends)
    return {
      by: 'failures',
      meaning: 'few_taken',
      reason: `Only ${share} % of the last ${sends} messages were taken by the provider. Open a failed message to see why.`,
    }
  }
  if (accepted >= ENOUGH_SENDS && reports === 0) {
    return {
      by: 'reports',
      meaning: 'no_reports',
      reason:
        'Messages are taken, but no delivery reports come back. Check the webhook at the provider: its address, and that statuses are sent.',
    }
  }
  if (silentHours !== null && silentHours >= SILENT_HOURS && expectedInbound >= ENOUGH_INBOUND) {
    return {
      by: 'silence',
      meaning: 'silent',
      reason: `No message came for ${Math.floor(silentHours)} hours; usually about ${Math.round(expectedInbound)} do in this time. Check the webhook at the provider.`,
    }
  }
  return undefined
}
