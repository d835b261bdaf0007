import type { Call } from '../../lib/api/types.ts'

/** Texts about calls, by how the call ended. */
export type CallText = Call['status'] | 'unanswered'

/** A call of the business that nobody took was missed by the customer. */
export const callText = ({ status, direction }: Call): CallText =>
  status === 'missed' && direction === 'outbound' ? 'unanswered' : status

/** What the server says of a call in lists. */
export const CALL_PREVIEWS = new Map<string, CallText>([
  ['Ringing call', 'ringing'],
  ['Missed call', 'missed'],
  ['Unanswered call', 'unanswered'],
  ['Answered call', 'answered'],
  ['Declined call', 'rejected'],
  ['Failed call', 'failed'],
])
