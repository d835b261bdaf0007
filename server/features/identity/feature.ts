import type { Context, Feature, HttpApp } from '../../platform/feature.ts'
import { authRoutes } from './auth.routes.ts'
import { sweepExpired } from './jobs.ts'
import { memberRoutes } from './members/member.routes.ts'

export const feature: Feature = {
  name: 'identity',
  routes: (app: HttpApp, context: Context) => {
    authRoutes(app, context)
    memberRoutes(app, context)
  },
  jobs: sweepExpired,
}
