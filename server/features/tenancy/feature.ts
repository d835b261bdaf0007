import type { Feature } from '../../platform/feature.ts'
import { tenantRoutes } from './routes.ts'

export const feature: Feature = { name: 'tenancy', routes: tenantRoutes }
