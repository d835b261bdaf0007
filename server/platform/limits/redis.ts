import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible'
import { connectRedis, disconnectRedis } from '../redis/index.ts'
import type { Logger } from '../telemetry/index.ts'
import type { Limits } from './port.ts'
import { createSlidingLimits, UNBOUNDED } from './sliding.ts'

/** Counts for all processes together. While Redis is away each process counts for itself: no error, and never no limit. */
export function createRedisLimits(options: { url: string; log: Logger; now?: () => number }): Limits {
  const redis = connectRedis(options.url, 'impatient', options.log, 'tawsil-limits')
  const common = { points: UNBOUNDED, duration: 60 }
  const counter = new RateLimiterRedis({
    ...common,
    keyPrefix: 'tawsil:limit',
    storeClient: redis,
    rejectIfRedisNotReady: true,
    insuranceLimiter: new RateLimiterMemory({ ...common, keyPrefix: 'limit' }),
  })
  return createSlidingLimits(counter, options.now ?? Date.now, () => disconnectRedis(redis))
}
