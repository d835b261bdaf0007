import type { FeatureFactory } from '../../platform/feature.ts'
import { branchRoutes } from './catalog/branch.routes.ts'
import { categoryRoutes } from './catalog/category.routes.ts'
import { itemRoutes } from './catalog/item.routes.ts'
import { itemBulk, itemBulkRoute } from './catalog/item-bulk.ts'
import { commerceJobs } from './jobs.ts'
import { orderBulk, orderBulkRoute } from './order/bulk.ts'
import { orderRoutes } from './order/routes.ts'
import { commerceSubscribers } from './subscribers.ts'

/** What a tenant sells, and what was ordered from it. */
export const feature: FeatureFactory = context => ({
  name: 'commerce',
  routes: app => {
    categoryRoutes(app, context)
    itemRoutes(app, context)
    itemBulkRoute(app, context)
    branchRoutes(app, context)
    orderRoutes(app, context)
    orderBulkRoute(app, context)
  },
  jobs: () => commerceJobs(context),
  subscribers: commerceSubscribers(),
  longJobs: [itemBulk(context).job, orderBulk(context).job],
})
