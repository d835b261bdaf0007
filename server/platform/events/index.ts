export { actorData, changesOf, foreign, id, moment, pick } from './data.ts'
export {
  type Actor,
  type ActorKind,
  type DataOf,
  definedEvents,
  defineEvents,
  definitionOf,
  type EventDefinition,
  inTrace,
  type LimitedVisibility,
  type NewEvent,
  newEvent,
  type StoredEvent,
} from './define.ts'
export { drainEvents, runEventJobs } from './dispatch.ts'
export { EVENT_CHANNEL, EVENT_QUEUE, emit } from './emit.ts'
export { hostOf } from './host.ts'
export { handleInline } from './inline.ts'
export { type Origin, originNow, withOrigin } from './origin.ts'
export { aggregateKey, type ShownEvent, showEvent } from './show.ts'
export {
  createSubscribers,
  inlineSubscriber,
  type PutOffEvent,
  type Subscriber,
  type Subscribers,
  subscriber,
} from './subscribers.ts'
