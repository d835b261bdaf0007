export { type Actor, type ActorKind, type EventInput, type EventRow, emit } from './emit.ts'
export { durableSubscribers, type Subscriber, subscribe } from './subscribers.ts'
