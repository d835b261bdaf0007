import type { SealedColumn } from '../secrets/index.ts'
import { subscriptionOf } from './device.ts'
import { SEALED_FOR } from './key.ts'

/** What is sealed for as long as somebody is told anything. Messages are sealed for a day at most, and need no new key. */
export const PUSH_SECRETS: readonly SealedColumn[] = [
  { ofInstallation: true, table: 'push_device', id: 'id', column: 'subscription', place: subscriptionOf },
  {
    ofInstallation: true,
    table: 'push_key',
    id: 'public_key',
    idIs: 'text',
    column: 'private_key',
    place: () => SEALED_FOR,
  },
]
