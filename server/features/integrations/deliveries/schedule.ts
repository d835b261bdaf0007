import type { AnswerHeaders } from '../../../platform/outbound/index.ts'

/** Pauses after the first, second … failed call of one delivery: about three days in all. */
export const PAUSES_SECONDS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400] as const
/** Of each pause, so that what failed together does not come back together. */
const JITTER = 0.2
const LONGEST_WAIT_SECONDS = 86_400

/**
 * How long to wait after a failed call; undefined: it was the last one.
 *
 * @param attempts calls before this one
 * @param askedSeconds what the receiver asked for (`Retry-After`); never sooner, and never later than a day
 * @param chance in [0, 1)
 */
export function pauseAfter(attempts: number, askedSeconds = 0, chance = Math.random()): number | undefined {
  const pause = PAUSES_SECONDS[attempts]
  if (pause === undefined) return undefined
  return Math.max(pause * (1 + JITTER * chance), Math.min(askedSeconds, LONGEST_WAIT_SECONDS))
}

/** `Retry-After` in seconds: a number, or a date. Undefined when it is absent or says nothing. */
export function retryAfterOf(headers: AnswerHeaders, now: number): number | undefined {
  const text = headers['retry-after']
  if (typeof text !== 'string') return undefined
  const seconds = /^\d{1,9}$/.test(text.trim()) ? Number(text) : (Date.parse(text) - now) / 1000
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined
}

/** From so many failures one after the other on, an endpoint is tried with one event at a time. */
export const OPEN_AFTER = 5
const FIRST_REST_SECONDS = 30
const LONGEST_REST_SECONDS = 900

/** How long a whole endpoint rests after so many failures one after the other. What waits for it makes no attempt meanwhile. */
export function restAfter(failures: number, chance = Math.random()): number {
  if (failures < OPEN_AFTER) return 0
  const rest = FIRST_REST_SECONDS * 2 ** Math.min(failures - OPEN_AFTER, 10)
  return Math.min(rest, LONGEST_REST_SECONDS) * (1 + JITTER * chance)
}

const FAILING_MS = 5 * 86_400_000
/** One event that failed and was given up says little of an endpoint that gets few. */
const FEWEST_FAILURES = 10

/** Whether an endpoint has failed for so long that it is disabled. */
export const isLost = (failures: number, failingSince: Date | null, now: Date): boolean =>
  failures >= FEWEST_FAILURES && failingSince !== null && now.getTime() - failingSince.getTime() >= FAILING_MS
