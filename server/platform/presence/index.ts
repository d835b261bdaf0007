export { createMemoryPresence } from './memory.ts'
export type { PresenceStore } from './port.ts'
export { createRedisPresence } from './redis.ts'
