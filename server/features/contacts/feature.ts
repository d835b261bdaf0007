import type { Feature } from '../../platform/feature.ts'
import { contactRoutes } from './routes.ts'

export const feature: Feature = { name: 'contacts', routes: contactRoutes }
