export { createMemoryPresence } from './memory.ts'
export type { PresenceStore } from './port.ts'
export { createRedisPresence } from './redis.ts'
export { PRESENCE_STATUSES, type PresenceStatus, type StatusChoice, statusesIn, statusOf } from './status.ts'
