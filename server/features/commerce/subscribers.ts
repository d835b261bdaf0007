import { type Subscriber, subscriber } from '../../platform/events/index.ts'
import { TENANCY_EVENTS } from '../tenancy/index.ts'
import { giveStarterMenu } from './starter/starter.ts'

/** A new restaurant starts with a small menu. */
export const commerceSubscribers = (): Subscriber[] => [
  subscriber('commerce', [TENANCY_EVENTS['tenant.created']], tx => giveStarterMenu(tx)),
]
