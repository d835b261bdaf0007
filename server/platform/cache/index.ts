export type { Cache } from './port.ts'
