export { alertRoutes } from './alert.routes.ts'
export { alertJobs, watchRequests } from './jobs.ts'
export type { AlertRule, AlertSeverity, Finding } from './rule.ts'
