import { retryPause } from '../../../platform/clock/index.ts'
import { timeOf } from '../../../platform/ids/index.ts'
import type { Retries } from '../../../platform/pending/index.ts'
import type { SendOutcome } from '../../channels/index.ts'
import type { StartedRow } from './attempt.sql.ts'

type Refused = Extract<SendOutcome, { kind: 'refused' }>

/**
 * A provider that says "slower" refuses the speed, not the message: the message is tried more often before it is given
 * up.
 */
const MAX_THROTTLED = 20
/** A message for a provider that is away is kept this long; after that nobody waits for it any more. */
const MAX_UNWRITTEN_MS = 24 * 60 * 60_000
/** Pauses double up to this; they are longer only where the provider asks for it. */
const LONGEST_PAUSE_SECONDS = 60
/**
 * Meta's advice for too many messages to one customer (error 131056): pauses of 4^n seconds, n from 0 on. Here up to
 * this.
 */
const LONGEST_PAIR_PAUSE_SECONDS = 600

/** The error classes about speed; each is noted at its attempt. */
export const SLOW = ['slow_number', 'slow_pair'] as const

const isSlow = (outcome: Refused): boolean => outcome.class === 'slow_number' || outcome.class === 'slow_pair'

/** Whether there were so many attempts that the classes of their refusals matter. */
export const isLate = (
  outcome: SendOutcome,
  { no }: Pick<StartedRow, 'no'>,
  { attempts }: Retries,
): outcome is Refused => outcome.kind === 'refused' && outcome.retry === 'later' && !outcome.unwritten && no >= attempts

/**
 * Whether a refused message is tried again. Refusals about speed have a budget of their own and do not use up the
 * attempts of the others.
 *
 * @param slowed attempts that were refused for their speed, this one included; 0 as long as `isLate` says that it does
 * not matter
 */
export function mayRetrySend(
  outcome: Refused,
  { no, messageId }: Pick<StartedRow, 'no' | 'messageId'>,
  slowed: number,
  { attempts }: Retries,
  now: number,
): boolean {
  if (outcome.retry === 'never') return false
  if (outcome.unwritten) return now - timeOf(messageId) < MAX_UNWRITTEN_MS
  return isSlow(outcome) ? slowed < MAX_THROTTLED : no - slowed < attempts
}

/** @param failed how many attempts failed before this one */
export function retryPauseSeconds(outcome: Refused, failed: number, { firstSeconds }: Retries): number {
  const asked = outcome.retryAfterSeconds ?? 0
  if (outcome.class === 'slow_pair') return Math.max(asked, Math.min(4 ** failed, LONGEST_PAIR_PAUSE_SECONDS))
  return Math.max(asked, Math.min(retryPause(firstSeconds, failed), LONGEST_PAUSE_SECONDS))
}
