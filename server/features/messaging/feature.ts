import type { FeatureFactory } from '../../platform/feature.ts'
import { conversationBulk } from './conversations/bulk.ts'
import { conversationRoutes } from './conversations/conversation.routes.ts'
import { deadLetterRoutes } from './dead-letters/routes.ts'
import { integrationHealthRoutes } from './health/routes.ts'
import { messagingJobs } from './jobs.ts'
import { fileRoutes, mediaJobs, mediaRoutes } from './media/index.ts'
import { mergeRoutes } from './merges/routes.ts'
import { messageRoutes } from './message.routes.ts'
import { noticeRoutes } from './notices/routes.ts'
import { statusRoutes } from './statuses/routes.ts'
import { messagingSubscribers } from './subscribers.ts'
import { guardTestKeys } from './test-key.ts'
import { uncertainRoutes } from './unknown-sends/routes.ts'
import { guardVisibility } from './visibility/guard.ts'

export const feature: FeatureFactory = context => ({
  name: 'messaging',
  routes: async app => {
    guardTestKeys(app, context)
    guardVisibility(app, context)
    conversationRoutes(app, context)
    messageRoutes(app, context)
    statusRoutes(app, context)
    mergeRoutes(app, context)
    deadLetterRoutes(app, context)
    uncertainRoutes(app, context)
    noticeRoutes(app, context)
    integrationHealthRoutes(app, context)
    fileRoutes(app, context)
    await mediaRoutes(app, context)
  },
  jobs: () => {
    messagingJobs(context)
    mediaJobs(context)
  },
  subscribers: messagingSubscribers(),
  longJobs: [conversationBulk(context).job],
})
