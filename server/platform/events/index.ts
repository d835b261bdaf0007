export { drainEvents, runEventJobs, wakeOnEvents } from './dispatch.ts'
export { type Actor, type ActorKind, EVENT_CHANNEL, type EventInput, type EventRow, emit } from './emit.ts'
export { durableSubscribers, type Subscriber, subscribe, wakeEventWork } from './subscribers.ts'
