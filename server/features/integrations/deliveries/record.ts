import type { Tx } from '../../../platform/db/index.ts'
import type { StoredEvent } from '../../../platform/events/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import { type Claim, completeHeld, postponeHeld } from '../../../platform/pending/index.ts'
import { type AttemptCause, insertAttempts, type NewAttempt } from '../attempts/attempt.sql.ts'
import { giveUpEndpoint } from '../endpoints/endpoint.ts'
import { WEBHOOK_QUEUE } from '../queues.ts'
import type { CallResult } from './call.ts'
import { DELIVERY_TABLE } from './claim.ts'
import { hastenDeliveries, lockHealth, noteFailures, noteRecovery } from './record.sql.ts'
import { isLost, OPEN_AFTER, pauseAfter, restAfter } from './schedule.ts'

/** One call that has ended. */
export interface EndedCall {
  endpointId: Uuid
  /** Whether the endpoint had failed before, as far as the caller knows. */
  failing: boolean
  claim: Claim
  event: Pick<StoredEvent, 'id' | 'type'>
  cause: AttemptCause
  url: string
  result: CallResult
}

/** How many that wait for a later try are hastened when their endpoint answers again. */
const HASTENED = 5_000
/** What is due later is found by the regular look. */
const SOON_SECONDS = 60

/**
 * Writes what came of calls of one business. Rows that another worker has taken over meanwhile are left to it; that a call was made
 * is written all the same.
 */
export async function recordCalls(tx: Tx, calls: readonly EndedCall[]): Promise<void> {
  const ended = calls.map(call => ({ ...call, againIn: againIn(call) }))
  const again = ended.filter(({ againIn }) => againIn !== null)
  const over = ended.filter(({ againIn }) => againIn === null)
  await Promise.all([
    tx.run(insertAttempts(tx.tenantId, ended.map(attemptOf))),
    completeHeld(
      tx,
      DELIVERY_TABLE,
      over.map(({ claim }) => claim),
    ),
    postponeHeld(
      tx,
      DELIVERY_TABLE,
      again.map(({ claim, againIn }) => ({ claim, delaySeconds: againIn! })),
    ),
  ])
  for (const { againIn } of again) if (againIn! < SOON_SECONDS) tx.wake(WEBHOOK_QUEUE, againIn! * 1000)
  // In the order of their ids, so that two who note the health of the same endpoints never wait for each other in a circle.
  const byEndpoint = [...Map.groupBy(calls, ({ endpointId }) => endpointId)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  for (const [endpointId, own] of byEndpoint)
    if (own.some(({ failing, result }) => failing || result.outcome === 'failed')) await noteHealth(tx, endpointId, own)
}

const againIn = ({ claim, result }: EndedCall): number | null =>
  result.outcome === 'delivered' ? null : (pauseAfter(claim.attempts, result.retryAfterSeconds) ?? null)

const attemptOf = ({
  endpointId,
  claim,
  event,
  cause,
  url,
  result,
  againIn,
}: EndedCall & { againIn: number | null }): NewAttempt => ({
  id: newId(),
  endpointId,
  eventId: event.id,
  eventType: event.type,
  attempt: claim.attempts + 1,
  cause,
  outcome: result.outcome === 'failed' && againIn === null ? 'given_up' : result.outcome,
  url,
  sentAt: result.sentAt,
  signature: result.signature,
  status: result.status,
  answerHeaders: result.headers,
  answerBody: result.body,
  error: result.error,
  durationMs: result.durationMs,
  againIn,
})

/** The endpoint as a whole: rests when it fails, is disabled when it is gone or has failed for days, and recovers. */
async function noteHealth(tx: Tx, endpointId: Uuid, calls: readonly EndedCall[]): Promise<void> {
  const health = await tx.maybe(lockHealth(endpointId))
  if (health?.state !== 'enabled') return
  if (calls.some(({ result }) => result.gone)) return await giveUpEndpoint(tx, endpointId, 'gone')
  const lastGood = calls.findLastIndex(({ result }) => result.outcome === 'delivered')
  const failed = calls.length - 1 - lastGood
  const failures = failuresAfter(lastGood < 0 ? health.failures : 0, failed)
  if (lastGood >= 0 && health.failures > 0) {
    await tx.run(noteRecovery(endpointId))
    await tx.run(hastenDeliveries(endpointId, HASTENED))
    tx.wake(WEBHOOK_QUEUE)
  }
  if (failed === 0) return
  if (isLost(failures, lastGood < 0 ? health.failingSince : null, health.now))
    return await giveUpEndpoint(tx, endpointId, 'failing')
  const asked = Math.max(0, ...calls.slice(lastGood + 1).map(({ result }) => result.retryAfterSeconds ?? 0))
  const rest = Math.max(restAfter(failures), Math.min(asked, LONGEST_ASKED_SECONDS))
  await tx.run(noteFailures(endpointId, failures, rest))
  if (rest > 0 && rest < SOON_SECONDS) tx.wake(WEBHOOK_QUEUE, rest * 1000)
}

/** Calls that were under way together say no more than a few: only a probe after a rest makes the next rest longer. */
const failuresAfter = (before: number, failed: number): number =>
  before >= OPEN_AFTER ? before + 1 : Math.min(before + failed, OPEN_AFTER)

/** "Come back later" holds for the whole endpoint, up to so long. */
const LONGEST_ASKED_SECONDS = 3_600
