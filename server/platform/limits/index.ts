export { createMemoryLimits } from './memory.ts'
export type { LimitRule, LimitState, Limits } from './port.ts'
export { createRedisLimits } from './redis.ts'
