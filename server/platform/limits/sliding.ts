import type { RateLimiterAbstract } from 'rate-limiter-flexible'
import type { LimitRule, LimitState, Limits } from './port.ts'

/** More than anyone can use. The counter itself never refuses; `decide` below does. */
export const UNBOUNDED = 2 ** 31

/**
 * Sliding windows over a store of counters. A window holds what was used in the running period, plus a share of what was used in
 * the period before: the share that the window still covers. Windows that start anew would allow twice the limit around each
 * border. A refused request gives its points back, so asking too often never locks a caller out.
 */
export function createSlidingLimits(
  counter: RateLimiterAbstract,
  now: () => number,
  close: () => Promise<void>,
): Limits {
  return {
    take: async (rule, key, points = 1) => {
      const moment = now() / 1000
      const period = Math.floor(moment / rule.perSeconds)
      const name = (which: number) => `${rule.name}:${rule.perSeconds}:${key}:${which}`
      const [current, before] = await Promise.all([
        counter.consume(name(period), points, { customDuration: rule.perSeconds * 2 }),
        counter.get(name(period - 1)),
      ])
      const window = { used: current.consumedPoints - points, before: before?.consumedPoints ?? 0 }
      const state = decide(rule, window, points, moment - period * rule.perSeconds, moment)
      if (!state.allowed) await counter.reward(name(period), points, { customDuration: rule.perSeconds * 2 })
      return state
    },
    close,
  }
}

interface Window {
  /** Points used in the running period, without those asked for now. */
  used: number
  /** Points used in the period before. */
  before: number
}

/** Pure: may `points` be used `elapsed` seconds into the running period? `moment` is Unix time in seconds. */
export function decide(rule: LimitRule, window: Window, points: number, elapsed: number, moment: number): LimitState {
  const { points: limit, perSeconds } = rule
  const weighted = window.used + window.before * (1 - elapsed / perSeconds)
  const allowed = weighted + points <= limit
  const left = limit - weighted - (allowed ? points : 0)
  return {
    allowed,
    limit,
    remaining: Math.max(0, Math.floor(left)),
    resetAt: Math.ceil(moment - elapsed + perSeconds * 2),
    retryAfter: allowed ? 0 : Math.max(1, Math.ceil(waitFor(rule, window, points, elapsed))),
  }
}

/** Seconds until `points` fit: in this period if enough of the period before leaves the window, else in the next period. */
function waitFor({ points: limit, perSeconds }: LimitRule, { used, before }: Window, points: number, elapsed: number) {
  if (used + points <= limit && before > 0) return perSeconds * (1 - (limit - used - points) / before) - elapsed
  const untilNext = perSeconds - elapsed
  return used > 0 ? untilNext + perSeconds * Math.max(0, 1 - (limit - points) / used) : untilNext
}
