export type { Check, CheckFunction } from './check.ts'
export { healthRoutes, type Readiness } from './routes.ts'
