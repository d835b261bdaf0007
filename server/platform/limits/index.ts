export { type Bucket, type Buckets, createMemoryBuckets, createRedisBuckets, type Lack } from './buckets.ts'
export { createMemoryLimits } from './memory.ts'
export type { LimitRule, LimitState, Limits } from './port.ts'
export { createRedisLimits } from './redis.ts'
