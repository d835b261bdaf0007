export { createLocalPubSub } from './local.ts'
export type { PubSub } from './port.ts'
export { createRedisPubSub } from './redis.ts'
