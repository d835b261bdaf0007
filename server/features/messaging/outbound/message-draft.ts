import type { Actor } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { MessageContent, MessageType } from '../../channels/index.ts'
import type { TemplateCategory } from './send-rules.ts'

/** A message that is to be sent to a customer. */
export interface MessageDraft {
  conversationId: Uuid
  type: MessageType
  content: MessageContent
  author: Actor
  /** When two calls have the same key, the message is sent once: the second call gets the first one's message. */
  clientKey?: string
  replyToMessageId?: Uuid
  /** The same by the provider's id, for callers that have only that. */
  replyToProviderId?: string
  /** Of a bot: the customer's messages that it answers with this one. */
  answeredIds?: readonly Uuid[]
  /** The message that a person tries again with this one. */
  retryOf?: Uuid
  /** The category of a template, when the caller knows it; otherwise what the provider told us counts. */
  category?: TemplateCategory
  /**
   * The customer asked for it themselves, for example for news about their own order: it is sent even when they opted
   * out.
   */
  solicited?: boolean
  /** It does not answer the customer: a customer who waits for an answer goes on waiting. */
  unasked?: boolean
  /**
   * Confirms a customer's opt-out or opt-in: it is sent in spite of an opt-out, and does not count against the plan.
   */
  confirmsConsent?: boolean
  /** The trace it belongs to; of the request that asks for it, unless told. */
  trace?: string | null | undefined
}
