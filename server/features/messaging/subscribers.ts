import { inlineSubscriber, type Subscriber, subscriber } from '../../platform/events/index.ts'
import { CHANNEL_EVENTS } from '../channels/index.ts'
import { CONTACT_EVENTS } from '../contacts/index.ts'
import { IDENTITY_EVENTS } from '../identity/index.ts'
import { TENANCY_EVENTS } from '../tenancy/index.ts'
import { applyChannel, applyMember, applySettings } from './assignment/settings.ts'
import { returnConversations, unrouteConversations } from './conversations/return-conversations.ts'
import { MESSAGING_EVENTS } from './events.ts'
import { noticeAssigned } from './notices/note.ts'
import { sendOptOutNotice } from './opt-outs/notice.ts'

export const messagingSubscribers = (): Subscriber[] => [
  subscriber(
    'opt-out-notice',
    [CONTACT_EVENTS['contact.opted_out'], CONTACT_EVENTS['contact.opted_in']],
    sendOptOutNotice,
  ),
  inlineSubscriber('conversations-of-removed', [IDENTITY_EVENTS['member.removed']], returnConversations),
  inlineSubscriber('conversations-of-removed-team', [IDENTITY_EVENTS['team.removed']], unrouteConversations),
  subscriber('assignment-settings', [TENANCY_EVENTS['tenant.updated']], applySettings),
  subscriber('assignment-people', [IDENTITY_EVENTS['member.updated']], applyMember),
  subscriber('notices', [MESSAGING_EVENTS['conversation.assigned']], noticeAssigned),
  subscriber('assignment-channels', [CHANNEL_EVENTS['channel.updated']], applyChannel),
]
