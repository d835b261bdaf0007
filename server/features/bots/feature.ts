import type { FeatureFactory } from '../../platform/feature.ts'
import { botRoutes } from './routes.ts'
import { botSubscribers } from './subscribers.ts'

/** Answers customers for businesses that have a bot. */
export const feature: FeatureFactory = context => ({
  name: 'bots',
  routes: app => botRoutes(app, context),
  subscribers: botSubscribers(context),
})
