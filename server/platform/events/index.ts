export { drainEvents, runEventJobs, wakeOnEvents } from './dispatch.ts'
export { EVENT_CHANNEL, emit } from './emit.ts'
export type { Actor, ActorKind, EventInput, EventRow } from './event.ts'
export { durableSubscribers, type Subscriber, subscribe, wakeEventWork } from './subscribers.ts'
