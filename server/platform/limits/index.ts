export type { LimitRule, LimitState, Limits } from './port.ts'
