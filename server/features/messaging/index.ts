export { assignDue } from './assignment/assign.ts'
export { queueForPeople, somebodyCame } from './assignment/follow.ts'
export type { Conversation } from './conversations/conversation.sql.ts'
export {
  conversationContext,
  conversationsOn,
  getConversation,
  patchConversation,
  setBotPaused,
} from './conversations/conversation.ts'
export { MESSAGING_EVENTS } from './events.ts'
export { drainIntake } from './inbound/process-deliveries.ts'
export { drainSends } from './jobs.ts'
export { drainMedia } from './media/index.ts'
export type { MessageDraft } from './outbound/message-draft.ts'
export { type Outbox, openOutbox, type QueuedMessage } from './outbound/outbox.ts'
export { queueMessage } from './outbound/queue-message.ts'
export { isRefusal } from './outbound/send-rules.ts'
export { withdrawUnsent } from './outbound/withdraw.ts'
export { sendStarterOf } from './sending/sender-of.ts'
export { belongingsOf, mustSee } from './visibility/must-see.ts'
export { type Belonging, sees } from './visibility/visibility.ts'
