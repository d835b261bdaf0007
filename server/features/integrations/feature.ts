import type { FeatureFactory } from '../../platform/feature.ts'
import { deliveryRoutes } from './attempts/routes.ts'
import { debuggerRoutes } from './debugger/routes.ts'
import { webhookJobs } from './deliveries/jobs.ts'
import { endpointRoutes } from './endpoints/routes.ts'
import { SECRET_COLUMNS } from './endpoints/secret.ts'
import { logJobs } from './log/jobs.ts'
import { logRoutes } from './log/routes.ts'

/** What other programs see of a business: its event log and audit trail, and webhooks. */
export const feature: FeatureFactory = context => ({
  name: 'integrations',
  routes: async app => {
    logRoutes(app, context)
    endpointRoutes(app, context)
    deliveryRoutes(app, context)
    await debuggerRoutes(app, context)
  },
  sealed: SECRET_COLUMNS,
  jobs: () => {
    logJobs(context)
    webhookJobs(context)
  },
})
