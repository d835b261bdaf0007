import type { FeatureFactory } from '../../platform/feature.ts'
import { logJobs } from './log/jobs.ts'
import { logRoutes } from './log/routes.ts'

/** What other programs see of a business: its event log and audit trail, and webhooks. */
export const feature: FeatureFactory = context => ({
  name: 'integrations',
  routes: app => logRoutes(app, context),
  jobs: () => logJobs(context),
})
