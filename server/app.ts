import { join } from 'node:path'
import { feature as bots } from './features/bots/feature.ts'
import { feature as channels } from './features/channels/feature.ts'
import { feature as commerce } from './features/commerce/feature.ts'
import { feature as contacts } from './features/contacts/feature.ts'
import { feature as identity } from './features/identity/feature.ts'
import { createAuthenticator } from './features/identity/index.ts'
import { feature as integrations } from './features/integrations/feature.ts'
import { feature as messaging } from './features/messaging/feature.ts'
import { feature as realtime } from './features/realtime/feature.ts'
import { feature as tenancy } from './features/tenancy/feature.ts'
import { requestLimitsOf } from './features/tenancy/index.ts'
import { alertJobs, alertRoutes, watchRequests } from './platform/alerts/index.ts'
import type { Context, HttpApp } from './platform/context.ts'
import { runEventJobs } from './platform/events/index.ts'
import type { FeatureFactory } from './platform/feature.ts'
import { healthRoutes, type Readiness } from './platform/health/index.ts'
import { buildHttp, documentationRoutes, type PlanLimit, serveWebApp } from './platform/http/index.ts'
import { deleteOldKeys } from './platform/idempotency/index.ts'
import { longJobKinds, longJobRoutes, runLongJobs } from './platform/long-jobs/index.ts'
import { devMailRoutes, mailJobs } from './platform/mail/index.ts'
import { PUSH_SECRETS, pushJobs } from './platform/push/index.ts'
import type { SealedColumn } from './platform/secrets/index.ts'

/** The composition root: the only file that names every feature, in the order in which they may know each other. */
export const FEATURES: readonly FeatureFactory[] = [
  tenancy,
  identity,
  contacts,
  channels,
  messaging,
  commerce,
  bots,
  integrations,
  realtime,
]

const WEB_APP = join(import.meta.dirname, '..', 'web', 'dist')
/** The feature that a process of the role `socket` serves, beside health and metrics. */
const LIVE = 'realtime'
const HOUR_MS = 3_600_000
/** A plan that was changed counts after so long; reading it with every request would cost more than most requests. */
const PLAN_KEPT_SECONDS = 5

/** The features of one process, over its ports. */
export interface Program {
  /** The HTTP application with the routes of every feature; not listening yet. */
  buildApp(readiness?: Readiness): Promise<HttpApp>
  /** Job handlers and schedules of the platform and of every feature. */
  registerJobs(): Promise<void>
  /** Where sealed values are stored for long. */
  sealed: readonly SealedColumn[]
}

/** Makes every feature; their subscribers are known before the first event is written, in every process. */
export function createProgram(context: Context): Program {
  const features = FEATURES.map(make => make(context))
  for (const { subscribers = [] } of features) for (const each of subscribers) context.subscribers.add(each)
  for (const { longJobs = [] } of features) for (const kind of longJobs) longJobKinds(context).set(kind.name, kind)
  return {
    sealed: [...PUSH_SECRETS, ...features.flatMap(({ sealed = [] }) => sealed)],
    buildApp: async (readiness = { ready: true }) => {
      const { authenticate } = createAuthenticator(context)
      const app = await buildHttp(context, { authenticate, planLimit: planLimit(context) })
      healthRoutes(app, context, readiness, authenticate, Object.assign({}, ...features.map(feature => feature.checks)))
      if (context.config.role === 'socket') {
        for (const { name, routes } of features) if (name === LIVE) await routes?.(app)
        return app
      }
      for (const feature of features) await feature.routes?.(app)
      longJobRoutes(app, context)
      alertRoutes(app, context)
      watchRequests(context)
      devMailRoutes(app, context)
      await documentationRoutes(app)
      await serveWebApp(app, WEB_APP)
      return app
    },
    registerJobs: async () => {
      const { db, queue } = context
      runEventJobs(context)
      mailJobs(context)
      pushJobs(context)
      alertJobs(
        context,
        features.flatMap(({ alerts = [] }) => alerts),
      )
      runLongJobs(context)
      queue.every('sweep idempotency keys', HOUR_MS, async () => {
        await db.system('old keys of all tenants are removed together', tx => tx.run(deleteOldKeys()))
      })
      for (const feature of features) await feature.jobs?.()
    },
  }
}

function planLimit({ cache, db }: Context): PlanLimit {
  return tenantId =>
    cache.getOrMake(`t:${tenantId}:request-limits`, PLAN_KEPT_SECONDS, () => db.tenant(tenantId, requestLimitsOf))
}
