export { type Claim, type ClaimOptions, claim, type PendingTable } from './claim.ts'
export { type Held, holdWhile } from './hold.ts'
export {
  type Buried,
  bury,
  complete,
  DEAD_LETTER_KINDS,
  type DeadLetterKind,
  extend,
  type FailedAttempt,
  type Failure,
  fail,
  MAX_ATTEMPTS,
  type Postponed,
  postpone,
  release,
  retryDelaySeconds,
  setRetries,
} from './settle.ts'
