export { type Claim, type ClaimOptions, claim } from './claim.ts'
export {
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
