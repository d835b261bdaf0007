import type { Feature } from '../../platform/feature.ts'
import { closeMessaging, messagingJobs, wakeOnQueuedSends } from './jobs.ts'

export const feature: Feature = {
  name: 'messaging',
  jobs: context => {
    wakeOnQueuedSends(context)
    messagingJobs(context)
  },
  close: closeMessaging,
}
