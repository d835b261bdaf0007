import { type Subscriber, subscriber } from '../../platform/events/index.ts'
import { CONTACT_EVENTS } from '../contacts/index.ts'
import { sendOptOutNotice } from './opt-outs/notice.ts'

export const messagingSubscribers = (): Subscriber[] => [
  subscriber(
    'opt-out-notice',
    [CONTACT_EVENTS['contact.opted_out'], CONTACT_EVENTS['contact.opted_in']],
    sendOptOutNotice,
  ),
]
