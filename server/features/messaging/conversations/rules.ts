import { AppError } from '../../../platform/errors/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { MESSAGING_ERRORS } from '../errors.ts'
import type { Conversation, ConversationStatus, Priority } from './conversation.sql.ts'

/** What people may change of a conversation; absent: as it is. */
export interface ConversationPatch {
  status?: ConversationStatus
  assigneeId?: Uuid | null
  priority?: Priority
  snoozedUntil?: Date | null
  botPaused?: boolean
}

type Subject = Pick<Conversation, 'status' | 'assigneeId'>

/** Resolved, or put away. */
export const isClosed = (status: ConversationStatus): boolean => status === 'resolved' || status === 'archived'

/** Only an open conversation can be given to somebody, and not to whom it belongs already. */
export const canBeAssignedTo = (conversation: Subject, assigneeId: Uuid): boolean =>
  !isClosed(conversation.status) && conversation.assigneeId !== assigneeId

/**
 * Checks a patch as a whole: reopening and assigning may come together.
 *
 * @throws CONVERSATION_ALREADY_CLOSED, CONVERSATION_CLOSED
 */
export function checkPatch(before: Subject, patch: ConversationPatch): void {
  const status = patch.status ?? before.status
  const closesAgain = patch.status !== undefined && isClosed(patch.status) && isClosed(before.status)
  // Putting away what is resolved is the next step, not the same one again.
  const putsAway = before.status === 'resolved' && patch.status === 'archived'
  if (closesAgain && !putsAway) throw new AppError(MESSAGING_ERRORS.CONVERSATION_ALREADY_CLOSED)
  const assigns = typeof patch.assigneeId === 'string' && patch.assigneeId !== before.assigneeId
  if (assigns && isClosed(status)) throw new AppError(MESSAGING_ERRORS.CONVERSATION_CLOSED)
}
