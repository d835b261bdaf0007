import type { Host } from '../db/index.ts'
import type { Queue } from '../queue/index.ts'
import type { Subscribers } from './subscribers.ts'

/** What transactions of a process wake, and whom they write work for. */
export const hostOf = (queue: Pick<Queue, 'wake'>, subscribers: Subscribers): Host => ({
  wake: name => queue.wake(name),
  subscribersTo: subscribers.namesTo,
})
