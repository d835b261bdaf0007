export type { JobData, Queue } from './port.ts'
