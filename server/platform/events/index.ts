export { actorData, changesOf, foreign, id, moment, pick } from './data.ts'
export {
  type Actor,
  type ActorKind,
  type DataOf,
  definedEvents,
  defineEvents,
  definitionOf,
  type EventDefinition,
  type NewEvent,
  newEvent,
  type StoredEvent,
} from './define.ts'
export { drainEvents, runEventJobs, wakeOnEvents } from './dispatch.ts'
export { EVENT_CHANNEL, emit } from './emit.ts'
export { aggregateKey, type ShownEvent, showEvent } from './show.ts'
export { durableSubscribers, type Subscriber, subscribe, subscriber, wakeEventWork } from './subscribers.ts'
