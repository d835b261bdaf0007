import type { FeatureFactory } from '../../platform/feature.ts'
import { allTransports } from './contract/provider-lookup.ts'
import { degradationRule } from './health/alerts.ts'
import { checkChannels, checkClock } from './health/health-check.ts'
import { channelJobs } from './jobs.ts'
import { channelRoutes } from './lifecycle/channel.routes.ts'
import { CREDENTIAL_COLUMNS } from './lifecycle/credentials.ts'
import { linkedRoutes } from './lifecycle/linked-phone.routes.ts'
import { guardTestKeys } from './lifecycle/test-key.ts'
import { noticeRoutes } from './notices/notice.routes.ts'
import { channelSubscribers } from './subscribers.ts'
import './transports/registry.ts'

export const feature: FeatureFactory = context => ({
  name: 'channels',
  routes: async app => {
    guardTestKeys(app, context)
    channelRoutes(app, context)
    linkedRoutes(app, context)
    noticeRoutes(app, context)
    for (const transport of allTransports()) await transport.routes?.(app, context)
  },
  jobs: () => channelJobs(context),
  subscribers: channelSubscribers(),
  sealed: CREDENTIAL_COLUMNS,
  alerts: [degradationRule(context)],
  checks: { whatsapp: () => checkChannels(context), clock: () => checkClock(context) },
})
