import { advances } from '../messages/status.ts'
import type { AttemptState } from './attempt.sql.ts'
import { STOPPED_MS } from './ready-sends.ts'
import { type BlockedError, endOfBlocked } from './send-block.ts'

/** The end of an attempt that nobody makes any more. */
export interface ClosedAttempt {
  messageId: AttemptState['messageId']
  no: number
  state: 'refused' | 'accepted' | 'unknown'
  proof: string
}

/** What happens to a claimed send whose attempt was not started. */
export type UnstartedDecision =
  /** Another worker makes the attempt, or a send block stops it that may end. */
  | { kind: 'wait'; delaySeconds: number }
  /** It may never leave. */
  | { kind: 'fail'; error: BlockedError; close: ClosedAttempt }
  /** Nothing is left to do. With `lost` nobody can know any more whether the message was sent. */
  | { kind: 'done'; close: ClosedAttempt | undefined; lost: boolean }

/** Decides what happens to a claimed send. Pure; undefined when the attempt no longer exists. */
export function decideUnstarted(attempt: AttemptState | undefined): UnstartedDecision {
  if (!attempt) return { kind: 'done', close: undefined, lost: false }
  const { state, messageStatus, hindrance, waitedSeconds } = attempt
  if (state === 'queued' && messageStatus === 'queued') {
    const error = hindrance ? endOfBlocked(hindrance, waitedSeconds) : undefined
    if (error) return { kind: 'fail', error, close: closeOf(attempt, error.code) }
    // The send block may have ended before this statement could ask for it.
    return { kind: 'wait', delaySeconds: hindrance ? STOPPED_MS / 1000 : 0 }
  }
  const secondsLeft = attempt.secondsLeft ?? 0
  if (state === 'sending' && secondsLeft > 0) return { kind: 'wait', delaySeconds: secondsLeft }
  // It was refused, and the message waits: there is a newer attempt, which the next claim will name.
  if (state === 'refused' && messageStatus === 'queued') return { kind: 'wait', delaySeconds: 0 }
  const isOpen = state === 'sending' || state === 'queued'
  const lost = state === 'sending' && messageStatus === 'sending'
  return { kind: 'done', close: isOpen ? closeOf(attempt) : undefined, lost }
}

/**
 * A call whose outcome nobody recorded in time is unknown, unless a status has proven its outcome. A call that was
 * never made is not needed.
 */
function closeOf({ messageId, no, state, messageStatus }: AttemptState, proof = 'not needed any more'): ClosedAttempt {
  if (state === 'queued') return { messageId, no, state: 'refused', proof }
  return advances('sending', messageStatus) && messageStatus !== 'unknown'
    ? { messageId, no, state: 'accepted', proof: 'status' }
    : { messageId, no, state: 'unknown', proof: 'no outcome before the deadline' }
}
