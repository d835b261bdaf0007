import type { Subscriber } from '../../platform/events/index.ts'
import { sendOptOutNotice } from './opt-outs/notice.ts'

export const messagingSubscribers = (): Subscriber[] => [
  { name: 'opt-out-notice', types: ['contact.opted_out', 'contact.opted_in'], handle: sendOptOutNotice },
]
