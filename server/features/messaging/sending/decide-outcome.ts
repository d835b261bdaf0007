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
  /** The status of the message, which is locked: reports may have moved it during the call. */
  status: string
  /** This worker still holds the row of work. */
  held: boolean
  /** How often the row was put off without an attempt that counts. */
  putOff: number
  /** See `mayRetrySend`. */
  slowed: number
  retries: Retries
  /** Milliseconds since 1970. */
  now: number
}

type Refused = Extract<SendOutcome, { kind: 'refused' }>

/** What happens to a message whose call has ended. */
export type OutcomeDecision =
  /** The provider took it. `status` is null when a report has moved the message further in the meantime. */
  | { kind: 'advance'; providerMessageId: string; status: 'sent' | null }
  /** The next attempt, `no`, follows after a pause. `failed` is how many attempts before this one failed. */
  | { kind: 'retry'; no: number; refusal: Refused; failed: number }
  /** Nothing of it was written to the network: the same attempt waits. */
  | { kind: 'wait'; no: number; refusal: Refused; failed: number }
  /** It was given up as unknown while the call hung, and now it is proven that it did not leave: it is queued again. */
  | { kind: 'revive' }
  /** Nothing more is tried. With `exhausted` it might still have been sent later, but its attempts are used up. */
  | { kind: 'give-up'; error: ReturnType<typeof toError>; exhausted: boolean }
  /** Nobody knows whether it was sent, so it is never repeated automatically. */
  | { kind: 'unknown' }
  /** A report has told more about the message than this outcome does. */
  | { kind: 'keep' }

/** Decides what happens to a message. Pure. */
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
  // Without the lease the row cannot be put off; and a status may have proven that another attempt arrived.
  if (retryable && held && status === 'sending') {
    return refusal.unwritten
      ? { kind: 'wait', no, refusal, failed: putOff }
      : { kind: 'retry', no: no + 1, refusal, failed: no - 1 }
  }
  if (!advances(status, 'failed')) return { kind: 'keep' }
  return { kind: 'give-up', error: toError(refusal.error), exhausted: refusal.retry === 'later' && !retryable }
}
