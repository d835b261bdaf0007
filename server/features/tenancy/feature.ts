import type { FeatureFactory } from '../../platform/feature.ts'
import { planRoutes } from './plans/plan.routes.ts'
import { tenantRoutes } from './routes.ts'

export const feature: FeatureFactory = context => ({
  name: 'tenancy',
  routes: app => {
    tenantRoutes(app, context)
    planRoutes(app, context)
  },
})
