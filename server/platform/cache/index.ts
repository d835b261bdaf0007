export { createMemoryCache } from './memory.ts'
export type { Cache } from './port.ts'
export { createRedisCache } from './redis.ts'
