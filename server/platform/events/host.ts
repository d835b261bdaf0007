import type { Host } from '../db/index.ts'
import type { Processes } from '../processes/index.ts'
import type { Queue } from '../queue/index.ts'
import type { Subscribers } from './subscribers.ts'

/** What transactions of a process wake, and whom they write work for, and what they claim. */
export const hostOf = (queue: Pick<Queue, 'wake'>, subscribers: Subscribers, processes: Processes): Host => ({
  wake: name => queue.wake(name),
  subscribersTo: subscribers.namesTo,
  share: processes.share,
  alone: processes.alone,
})
