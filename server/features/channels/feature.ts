import type { Feature } from '../../platform/feature.ts'
import { checkChannels } from './health/health-check.ts'
import { channelJobs } from './jobs.ts'
import { channelRoutes } from './lifecycle/channel.routes.ts'
import { linkedRoutes } from './lifecycle/linked-phone.routes.ts'
import { channelSubscribers } from './subscribers.ts'
import { managementRoutes } from './transports/cloud_api/account/management.routes.ts'
import { metaWebhookRoutes } from './transports/cloud_api/webhook/webhook.routes.ts'
import { simulatorRoutes } from './transports/simulator/simulator.routes.ts'
import { twilioWebhookRoutes } from './transports/twilio/webhook/webhook.routes.ts'
import { wahaWebhookRoutes } from './transports/waha/webhook/webhook.routes.ts'

export const feature: Feature = {
  name: 'channels',
  routes: async (app, context) => {
    channelRoutes(app, context)
    linkedRoutes(app, context)
    managementRoutes(app, context)
    simulatorRoutes(app, context)
    await metaWebhookRoutes(app, context)
    await twilioWebhookRoutes(app, context)
    await wahaWebhookRoutes(app, context)
  },
  jobs: channelJobs,
  subscribers: channelSubscribers,
  checks: context => ({ whatsapp: () => checkChannels(context) }),
}
