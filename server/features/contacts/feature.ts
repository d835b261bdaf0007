import type { FeatureFactory } from '../../platform/feature.ts'
import { contactRoutes } from './contact.routes.ts'
import { contactJobs } from './jobs.ts'
import { phoneRoutes } from './phone/phone.routes.ts'

export const feature: FeatureFactory = context => ({
  name: 'contacts',
  routes: app => {
    contactRoutes(app, context)
    phoneRoutes(app, context)
  },
  jobs: () => contactJobs(context),
})
