import { AppError, COMMON_ERRORS } from '../../../platform/errors/index.ts'
import { NO_TENANT, type Uuid } from '../../../platform/ids/index.ts'
import { MESSAGING_ERRORS } from '../errors.ts'
import type { Conversation, ConversationStatus, Priority } from './conversation.sql.ts'

/** What people may change in a conversation; an absent key changes nothing. */
export interface ConversationPatch {
  status?: ConversationStatus
  assigneeId?: Uuid | null
  teamId?: Uuid | null
  priority?: Priority
  snoozedUntil?: Date | null
  botPaused?: boolean
}

type Counted = Pick<Conversation, 'unreadCount' | 'heardCount' | 'markedUnreadBy'>

/**
 * How many messages are unread for one person: those that wait for an answer and that this person has not seen. A
 * conversation that was marked as unread counts at least 1 until the person reads it again or somebody answers.
 *
 * @param readCount how many of the customer's messages the person has seen; undefined: they never looked
 */
export function unreadFor(conversation: Counted, userId: Uuid, readCount: number | undefined): number {
  const { unreadCount, heardCount, markedUnreadBy } = conversation
  if (markedUnreadBy.includes(userId)) return Math.max(1, unreadCount)
  return readCount === undefined ? unreadCount : Math.min(unreadCount, Math.max(0, heardCount - readCount))
}

type Subject = Pick<Conversation, 'status' | 'assigneeId'>

/** Resolved or archived. */
export const isClosed = (status: ConversationStatus): boolean => status === 'resolved' || status === 'archived'

/** Only an open conversation can be assigned, and not to the person who has it already. */
export const canBeAssignedTo = (conversation: Subject, assigneeId: Uuid): boolean =>
  !isClosed(conversation.status) && conversation.assigneeId !== assigneeId

/** Every conversation belongs to a business. */
export function requireOrganization(tenantId: Uuid | null): void {
  if (tenantId === null || tenantId === NO_TENANT) throw new AppError(COMMON_ERRORS.ORGANIZATION_REQUIRED)
}

/**
 * Checks a patch as a whole, because reopening and assigning may come together.
 *
 * @throws CONVERSATION_ALREADY_CLOSED, CONVERSATION_CLOSED, CLOSED_CONVERSATION_SNOOZED
 */
export function checkPatch(before: Subject, patch: ConversationPatch): void {
  const status = patch.status ?? before.status
  const closesAgain = patch.status !== undefined && isClosed(patch.status) && isClosed(before.status)
  // Archiving a resolved conversation is the next step, not the same step again.
  const putsAway = before.status === 'resolved' && patch.status === 'archived'
  if (closesAgain && !putsAway) throw new AppError(MESSAGING_ERRORS.CONVERSATION_ALREADY_CLOSED)
  const { assigneeId } = patch
  // Assigning it again to the same person changes nothing and is no mistake.
  const hands = typeof assigneeId === 'string' && assigneeId !== before.assigneeId
  if (hands && !canBeAssignedTo({ ...before, status }, assigneeId))
    throw new AppError(MESSAGING_ERRORS.CONVERSATION_CLOSED)
  if (patch.snoozedUntil && isClosed(status)) throw new AppError(MESSAGING_ERRORS.CLOSED_CONVERSATION_SNOOZED)
}
