import type { Feature } from '../../platform/feature.ts'
import { conversationRoutes } from './conversation.routes.ts'
import { deadLetterRoutes } from './dead-letter/routes.ts'
import { closeMessaging, messagingJobs, wakeOnQueuedSends } from './jobs.ts'
import { messageRoutes } from './message.routes.ts'
import { messagingSubscribers } from './subscribers.ts'

export const feature: Feature = {
  name: 'messaging',
  routes: (app, context) => {
    wakeOnQueuedSends(context)
    conversationRoutes(app, context)
    messageRoutes(app, context)
    deadLetterRoutes(app, context)
  },
  jobs: context => {
    wakeOnQueuedSends(context)
    messagingJobs(context)
  },
  subscribers: messagingSubscribers,
  close: closeMessaging,
}
