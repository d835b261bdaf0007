import type { Actor } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { MessageContent, MessageType } from '../../channels/index.ts'
import type { TemplateCategory } from './send-rules.ts'

/** A message on its way to a customer. */
export interface MessageDraft {
  conversationId: Uuid
  type: MessageType
  content: MessageContent
  author: Actor
  /** Named twice, sent once: the second call gets the first one's message. */
  clientKey?: string
  replyToMessageId?: Uuid
  /** The same by the provider's id, for who has that. */
  replyToProviderId?: string
  /** The message of which this is a person's second try. */
  retryOf?: Uuid
  /** Of a template, when the caller knows it; else what the provider told us counts. */
  category?: TemplateCategory
  /** The customer asked for it themselves, as for news of their own order: it reaches also who wants no other messages. */
  solicited?: boolean
  /** Said by itself and not to what the customer wrote: who waits for an answer goes on waiting. */
  unasked?: boolean
  /** Confirms to customers that they get no messages any more, or again some: passes their wish, and is not counted. */
  confirmsWish?: boolean
}
