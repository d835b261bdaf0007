import type { Tx } from '../../platform/db/index.ts'
import type { Context } from '../../platform/feature.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import type { Claim } from '../../platform/pending/index.ts'
import { type OpenSender, openSenders, type ProviderError } from '../channels/index.ts'
import { lockSendingThreads } from './attempt.sql.ts'
import type { Breakers } from './breaker.ts'
import { type Pacer, takeTurns, type Wait } from './pace.ts'

/** Channels that have to wait, and until when (by `performance.now`): claims leave them out. Of one process. */
export interface Resting {
  breakers: Breakers
  until: Map<Uuid, number>
}

export type Opened = OpenSender | ProviderError

export interface Admitted {
  /** May be started now. */
  go: Claim[]
  /** Must wait, by the seconds they wait. */
  wait: Map<number, Claim[]>
  /** The channel of each conversation, and what opening it gave. */
  senders: Map<Uuid, Opened>
}

/** How often a channel that was stopped is looked at again. */
const STOPPED_MS = 15_000
/** Waits are rounded up to this, so that few statements put many rows off. */
const STEP_MS = 250

/**
 * Decides which of the claimed sends may go now: their channel works, and number, customer and business have a token. Locks
 * their conversations. What has to wait costs no attempt.
 */
export async function admitSends(
  context: Context,
  tx: Tx,
  tenantId: Uuid,
  claims: readonly Claim[],
  resting: Resting,
): Promise<Admitted> {
  const threads = await tx.rows(lockSendingThreads(claims.map(claim => claim.lane)))
  const channelOf = new Map(threads.map(thread => [thread.id, thread.channelId]))
  const senders = await openSenders(context, tx, tenantId, [...channelOf.values()])
  const admitted: Admitted = { go: [], wait: new Map(), senders }
  const asking: Array<{ claim: Claim; pacer: Pacer }> = []
  for (const claim of claims) {
    const channelId = channelOf.get(claim.lane)
    const sender = channelId && senders.get(channelId)
    // What cannot be opened is refused without a call, which needs no token.
    if (!channelId || !sender || !('channel' in sender)) admitted.go.push(claim)
    else {
      const ms = sender.stopped ? STOPPED_MS : resting.breakers.wait(channelId)
      if (ms > 0) putOff(admitted, claim, channelId, { ms, channel: true }, resting)
      else asking.push({ claim, pacer: { tenantId, channelId, conversationId: claim.lane, pace: sender.pace } })
    }
  }
  const waits = await takeTurns(
    context,
    asking.map(one => one.pacer),
  )
  for (const [at, { claim, pacer }] of asking.entries()) {
    const wait = waits[at]
    if (wait) putOff(admitted, claim, pacer.channelId, wait, resting)
    else admitted.go.push(claim)
  }
  return admitted
}

function putOff(admitted: Admitted, claim: Claim, channelId: Uuid, { ms, channel }: Wait, { until }: Resting): void {
  const rounded = Math.ceil(ms / STEP_MS) * STEP_MS
  if (channel) until.set(channelId, Math.max(until.get(channelId) ?? 0, performance.now() + rounded))
  const seconds = rounded / 1000
  admitted.wait.set(seconds, [...(admitted.wait.get(seconds) ?? []), claim])
}
