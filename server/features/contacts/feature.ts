import type { Feature } from '../../platform/feature.ts'
import { contactRoutes } from './contact.routes.ts'

export const feature: Feature = { name: 'contacts', routes: contactRoutes }
