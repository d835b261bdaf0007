import type { Subscriber } from '../../platform/events/index.ts'
import { giveStarterMenu } from './starter/starter.ts'

/** A new restaurant starts with a small menu. */
export const commerceSubscribers = (): Subscriber[] => [
  {
    name: 'commerce',
    types: ['tenant.created'],
    handle: (tx, _event) => giveStarterMenu(tx),
  },
]
