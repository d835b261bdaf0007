export type { PubSub } from './port.ts'
