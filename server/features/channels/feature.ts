import type { Feature } from '../../platform/feature.ts'
import { channelRoutes } from './channel.routes.ts'
import { lookAtChannels } from './condition.ts'
import { channelJobs } from './jobs.ts'
import { linkedRoutes } from './linked.routes.ts'
import { simulatorRoutes } from './simulator.routes.ts'
import { channelSubscribers } from './subscribers.ts'
import { managementRoutes } from './transports/cloud_api/management.routes.ts'
import { twilioWebhookRoutes } from './transports/twilio/webhook.routes.ts'
import { wahaWebhookRoutes } from './transports/waha/webhook.routes.ts'
import { metaWebhookRoutes } from './webhook.routes.ts'

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
  checks: context => ({ whatsapp: () => lookAtChannels(context) }),
}
