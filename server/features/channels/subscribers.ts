import { type Subscriber, subscriber } from '../../platform/events/index.ts'
import { TENANCY_EVENTS } from '../tenancy/index.ts'
import { makeStarters } from './lifecycle/channel.ts'

/** Every business can try its bot at once: it starts with a simulator channel. */
export const channelSubscribers = (): Subscriber[] => [
  subscriber('channels', [TENANCY_EVENTS['tenant.created']], (tx, event) => makeStarters(tx, event.data.locale)),
]
