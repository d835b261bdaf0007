import type { FeatureFactory } from '../../platform/feature.ts'
import { tenantRoutes } from './routes.ts'

export const feature: FeatureFactory = context => ({ name: 'tenancy', routes: app => tenantRoutes(app, context) })
