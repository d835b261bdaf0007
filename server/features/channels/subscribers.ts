import type { Subscriber } from '../../platform/events/index.ts'
import { makeStarters } from './lifecycle/channel.ts'

/** Every business can try its bot at once: it starts with a simulator channel. */
export const channelSubscribers = (): Subscriber[] => [
  {
    name: 'channels',
    types: ['tenant.created'],
    handle: (tx, event) => makeStarters(tx, event.data.locale),
  },
]
