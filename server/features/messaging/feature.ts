import type { Feature } from '../../platform/feature.ts'
import { conversationRoutes } from './conversations/conversation.routes.ts'
import { deadLetterRoutes } from './dead-letters/routes.ts'
import { closeMessaging, messagingJobs, wakeOnQueuedSends } from './jobs.ts'
import { closeMedia, fileRoutes, mediaJobs, mediaRoutes, wakeOnWaitingMedia } from './media/index.ts'
import { mergeRoutes } from './merges/routes.ts'
import { messageRoutes } from './message.routes.ts'
import { messagingSubscribers } from './subscribers.ts'
import { uncertainRoutes } from './unknown-sends/routes.ts'

export const feature: Feature = {
  name: 'messaging',
  routes: async (app, context) => {
    wakeOnQueuedSends(context)
    wakeOnWaitingMedia(context)
    conversationRoutes(app, context)
    messageRoutes(app, context)
    mergeRoutes(app, context)
    deadLetterRoutes(app, context)
    uncertainRoutes(app, context)
    fileRoutes(app, context)
    await mediaRoutes(app, context)
  },
  jobs: context => {
    wakeOnQueuedSends(context)
    wakeOnWaitingMedia(context)
    messagingJobs(context)
    mediaJobs(context)
  },
  subscribers: messagingSubscribers,
  close: async () => {
    await closeMedia()
    await closeMessaging()
  },
}
