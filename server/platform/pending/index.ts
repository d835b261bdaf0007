export { type Claim, type ClaimOptions, claim, type PendingTable, type Turns } from './claim.ts'
export { countPart } from './count.ts'
export { type BuriedTable, DEAD_LETTER_KINDS, type DeadLetterKind } from './dead-letter-kind.ts'
export { dueWorkOf, watchPending } from './due.ts'
export { deadLetterKind } from './events.ts'
export { type HeldClaims, holdWhile } from './hold.ts'
export {
  bury,
  complete,
  completeHeld,
  extend,
  type FailedAttempt,
  type Failure,
  fail,
  type NewDeadLetter,
  type PostponedRow,
  postpone,
  postponeHeld,
  putOff,
  type Retries,
  release,
} from './settle.ts'
export { createPendingWorker, drainInRounds, type PendingWorker, type PendingWorkerOptions } from './worker.ts'
