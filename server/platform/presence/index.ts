export { createMemoryPresence } from './memory.ts'
export type { PresenceEntry, PresenceStore } from './port.ts'
export { createRedisPresence } from './redis.ts'
