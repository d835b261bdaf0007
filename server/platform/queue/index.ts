export type { JobData, Queue } from './port.ts'
export { createPostgresQueue } from './postgres.ts'
export { createRedisQueue } from './redis.ts'
