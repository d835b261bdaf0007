import type { Retries } from '../../../platform/pending/index.ts'
import type { SendOutcome } from '../../channels/index.ts'
import { advances } from '../messages/status.ts'
import { toError } from '../statuses/report.ts'
import type { StartedRow } from './attempt.sql.ts'
import { mayRetrySend } from './retry-policy.ts'

/** What is known when the outcome of a call is recorded. */
export interface OutcomeFacts {
  outcome: SendOutcome
  started: Pick<StartedRow, 'no' | 'messageId'>
  /** Of the message, locked: reports may have moved it while the call was under way. */
  status: string
  /** The row of work is still ours. */
  held: boolean
  /** How often its row was put off without an attempt that counts. */
  putOff: number
  /** See `mayRetrySend`. */
  slowed: number
  retries: Retries
  /** Milliseconds since 1970. */
  now: number
}

type Refused = Extract<SendOutcome, { kind: 'refused' }>

/** What becomes of a message whose call has ended. */
export type OutcomeDecision =
  /** The provider took it. `status` is null when a report has moved the message further meanwhile. */
  | { kind: 'advance'; providerMessageId: string; status: 'sent' | null }
  /** The next attempt, `no`, follows after a pause. `failed` is how many went before in vain. */
  | { kind: 'retry'; no: number; refusal: Refused; failed: number }
  /** Not a byte of it left: the same attempt waits. */
  | { kind: 'wait'; no: number; refusal: Refused; failed: number }
  /** It was given up as unknown while its call slept, and is proven now not to have left: it is queued anew. */
  | { kind: 'revive' }
  /** Nothing more is tried. With `exhausted` it might have gone later, but its attempts are used up. */
  | { kind: 'give-up'; error: ReturnType<typeof toError>; exhausted: boolean }
  /** Nobody knows whether it was sent, so nobody repeats it. */
  | { kind: 'unknown' }
  /** A report has told more of the message than this outcome does. */
  | { kind: 'keep' }

/** Decides what becomes of a message. Pure. */
export function decideOutcome(facts: OutcomeFacts): OutcomeDecision {
  const { outcome, status } = facts
  switch (outcome.kind) {
    case 'accepted':
      return {
        kind: 'advance',
        providerMessageId: outcome.providerMessageId,
        status: advances(status, 'sent') ? 'sent' : null,
      }
    case 'unknown':
      return { kind: advances(status, 'unknown') ? 'unknown' : 'keep' }
    case 'refused':
      return decideRefused(facts, outcome)
  }
}

function decideRefused(
  { started, status, held, putOff, slowed, retries, now }: OutcomeFacts,
  refusal: Refused,
): OutcomeDecision {
  const { no } = started
  const retryable = mayRetrySend(refusal, started, slowed, retries, now)
  if (retryable && status === 'unknown') return { kind: 'revive' }
  // Without the lease the row cannot be put off, and a status may have proven that another attempt arrived.
  if (retryable && held && status === 'sending') {
    return refusal.unwritten
      ? { kind: 'wait', no, refusal, failed: putOff }
      : { kind: 'retry', no: no + 1, refusal, failed: no - 1 }
  }
  if (!advances(status, 'failed')) return { kind: 'keep' }
  return { kind: 'give-up', error: toError(refusal.error), exhausted: refusal.retry === 'later' && !retryable }
}
