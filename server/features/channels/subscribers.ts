import type { Subscriber } from '../../platform/events/index.ts'
import { makeFirstSimulator } from './lifecycle/channel.ts'

/** Every business can try its bot at once: it starts with a simulator channel. */
export const channelSubscribers = (): Subscriber[] => [
  {
    name: 'channels',
    types: ['tenant.created'],
    handle: (tx, event) => makeFirstSimulator(tx, event.data.locale),
  },
]
