import { inlineSubscriber, type Subscriber, subscriber } from '../../platform/events/index.ts'
import { CONTACT_EVENTS } from '../contacts/index.ts'
import { IDENTITY_EVENTS } from '../identity/index.ts'
import { returnConversations } from './conversations/return-conversations.ts'
import { sendOptOutNotice } from './opt-outs/notice.ts'

export const messagingSubscribers = (): Subscriber[] => [
  subscriber(
    'opt-out-notice',
    [CONTACT_EVENTS['contact.opted_out'], CONTACT_EVENTS['contact.opted_in']],
    sendOptOutNotice,
  ),
  inlineSubscriber('conversations-of-removed', [IDENTITY_EVENTS['member.removed']], returnConversations),
]
