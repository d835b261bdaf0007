import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Limits } from './port.ts'
import { createSlidingLimits, UNBOUNDED } from './sliding.ts'

/** Counts in this process alone. */
export function createMemoryLimits(options: { now?: () => number } = {}): Limits {
  const counter = new RateLimiterMemory({ keyPrefix: 'limit', points: UNBOUNDED, duration: 60 })
  return createSlidingLimits(counter, options.now ?? Date.now, async () => undefined)
}
