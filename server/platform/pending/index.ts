export { type Claim, type ClaimOptions, claim, type PendingTable } from './claim.ts'
export { type Held, holdWhile } from './hold.ts'
export {
  type Buried,
  bury,
  complete,
  extend,
  type Failure,
  fail,
  MAX_ATTEMPTS,
  type Postponed,
  postpone,
  release,
  retryDelaySeconds,
} from './settle.ts'
