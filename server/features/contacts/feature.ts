import type { FeatureFactory } from '../../platform/feature.ts'
import { bulkRoutes } from './bulk/bulk.routes.ts'
import { contactBulk } from './bulk/bulk.ts'
import { contactRoutes } from './contact.routes.ts'
import { csvRoutes } from './csv/csv.routes.ts'
import { importJob } from './csv/import.ts'
import { contactJobs } from './jobs.ts'
import { phoneRoutes } from './phone/phone.routes.ts'

export const feature: FeatureFactory = context => ({
  name: 'contacts',
  routes: async app => {
    await csvRoutes(app, context)
    contactRoutes(app, context)
    bulkRoutes(app, context)
    phoneRoutes(app, context)
  },
  jobs: () => contactJobs(context),
  longJobs: [contactBulk(context).job, importJob],
})
