import type { FeatureFactory } from '../../platform/feature.ts'
import { presenceRoutes } from './presence/presence.routes.ts'
import { openSockets } from './sockets.ts'

/** Live screens: the event log as it grows, and what colleagues are doing. */
export const feature: FeatureFactory = context => ({
  name: 'realtime',
  routes: async app => {
    presenceRoutes(app, context)
    await openSockets(app, context)
  },
})
