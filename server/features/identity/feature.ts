import type { Context, HttpApp } from '../../platform/context.ts'
import type { Feature } from '../../platform/feature.ts'
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
