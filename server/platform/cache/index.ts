export { createMemoryCache } from './memory.ts'
export type { Cache } from './port.ts'
