import { setTimeout as wait } from 'node:timers/promises'
import { createTenantBatch } from '../../../platform/batching/tenant-batch.ts'
import type { Context } from '../../../platform/context.ts'
import { classifyFailure } from '../../../platform/pending/failure.ts'
import { type Claim, claim, createPendingWorker, type PendingWorker, release } from '../../../platform/pending/index.ts'
import {
  type OutboundFile,
  type OutboundMessage,
  render,
  type SendOutcome,
  type Transport,
  transportFor,
  withMeaning,
} from '../../channels/index.ts'
import { fileToSend } from '../media/index.ts'
import { callbackData } from '../messages/callback-data.ts'
import { sendMetrics } from '../metrics.ts'
import type { SendStarter } from '../outbound/send-starter.ts'
import { SEND_QUEUE } from '../queues.ts'
import {
  type BeginResult,
  beginAttempts,
  hasFile,
  SEND_LEASE_SECONDS,
  SEND_TABLE,
  type StartedAttempt,
} from './begin-attempts.ts'
import { BREAKER_TIMES, type BreakerTimes } from './breaker.ts'
import { type ChannelBackoff, claimLimitsOf, nextBackoffEnd, openChannelBackoff } from './channel-backoff.ts'
import { type ClaimQuota, claimQuota, type SendSlot } from './concurrency.ts'
import { type EndedAttempt, type RecordResult, recordOutcomes } from './record-outcomes.ts'
import { slowDown } from './send-rate.ts'
import { claimsOf, createStarter } from './start-at-once.ts'

/** Long enough that one claim fills all slots that became free in the meantime. */
const CLAIM_PAUSE_MS = 25
/** A call that has not ended by then is given up, whatever its transport waits for: its outcome is unknown. */
const CALL_MS = 28_000
/** The same for a message with a file. */
const FILE_CALL_MS = 115_000
/**
 * A call that could not begin this long after 'sending' was asked for is not begun: its deadline could pass during the
 * call.
 */
const LATEST_START_MS = 10_000
/** While sends are due, they are looked for this often anyway. */
const SWEEP_MS = 2_000
/** How long the sender keeps trying to write an outcome while the database is away. */
const RECORD_MS = 60_000

/** The claimed sends of one conversation. */
interface ClaimedLane extends SendSlot {
  rows: readonly Claim[]
  /** The first of them, when it was committed as `sending` by whoever queued it. */
  first?: StartedAttempt
}

/** The sender of one process. */
export interface Sender extends Pick<PendingWorker<unknown>, 'drain' | 'wake' | 'close'> {
  /** For those who queue messages in this process. */
  starter: SendStarter
}

/**
 * Starts nothing by itself.
 *
 * @param times of the breakers of its channels
 */
export function createSender(context: Context, times: BreakerTimes = BREAKER_TIMES): Sender {
  const resting = openChannelBackoff(context, times, () =>
    worker.drain().catch(error => context.log.error({ err: error }, 'sending paused')),
  )
  const calls = callsOf(context, resting)
  const worker = createPendingWorker<ClaimedLane>({
    claim: lanes => claimLanes(context, claimQuota(lanes), resting),
    // Lanes end after the drain that claimed them, and some had no drain.
    run: lane => sendLane(context, calls, resting, lane).finally(() => context.queue.noteWork()),
    onError: (error, lane) => {
      if (!lane) return context.log.error({ err: error }, 'sending paused')
      context.log.error({ err: error, tenantId: lane.tenantId }, 'sends of a conversation were left to their lease')
    },
    pauseMs: CLAIM_PAUSE_MS,
    nextDueMs: () => afterRest(resting),
  })
  const starter = createStarter(context, {
    resting,
    active: worker.active,
    take: lane => worker.start({ ...lane, rows: claimsOf(lane) }),
  })
  return {
    drain: worker.drain,
    wake: worker.wake,
    starter,
    close: async () => {
      await starter.close()
      await worker.close()
    },
  }
}

/** A send that waits for a token of its number does not wait for the next look. */
function afterRest(resting: ChannelBackoff): number | undefined {
  const next = nextBackoffEnd(resting)
  return next < SWEEP_MS ? next : undefined
}

async function claimLanes(
  context: Context,
  { limit, perTenant, without }: ClaimQuota,
  resting: ChannelBackoff,
): Promise<ClaimedLane[]> {
  if (limit <= 0) return []
  const { without: atRest, most } = claimLimitsOf(resting)
  const turns = { without: [...without, ...atRest], most }
  const options = { perTenant, limit, leaseSeconds: SEND_LEASE_SECONDS, strict: true, turns }
  const claims = await context.db.system(
    'claims look at every tenant that has work',
    tx => claim(tx, SEND_TABLE, options, context.metrics),
    { plans: 'once' },
  )
  return [...Map.groupBy(claims, row => `${row.tenantId} ${row.lane}`).values()].map(rows => {
    const { tenantId, part: channelId = tenantId } = rows[0]!
    return { tenantId, channelId, rows }
  })
}

interface Calls {
  begin(claim: Claim): Promise<BeginResult>
  record(ended: EndedAttempt): Promise<RecordResult>
}

/** Both steps are shared by all lanes, of several tenants too: many messages, one transaction. */
function callsOf(context: Context, resting: ChannelBackoff): Calls {
  const { db } = context
  const begin = createTenantBatch<Claim, BeginResult>(all =>
    db.tenants(
      all.map(({ tenantId, items }) => ({ tenantId, work: tx => beginAttempts(context, tx, items, resting) })),
      { plans: 'once' },
    ),
  )
  const record = createTenantBatch<EndedAttempt, RecordResult>(all =>
    db.tenants(
      all.map(({ tenantId, items }) => ({ tenantId, work: tx => recordOutcomes(context, tx, items) })),
      { plans: 'once' },
    ),
  )
  return {
    begin: row => persist(() => begin(row.tenantId, row), 0),
    record: ended => persist(() => record(ended.started.claim.tenantId, ended), RECORD_MS),
  }
}

/** Repeats work after a collision, and for `awayMs` while the database is away. */
async function persist<T>(work: () => Promise<T>, awayMs: number): Promise<T> {
  const since = performance.now()
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      const verdict = classifyFailure(error)
      const collided = verdict === 'again' && tries < 5
      const away = verdict === 'away' && performance.now() - since < awayMs
      if (!collided && !away) throw error
      await wait((away ? 500 : 20) * (0.5 + Math.random()))
    }
  }
}

/** Sends the messages of a lane, one after the other. */
async function sendLane(
  context: Context,
  calls: Calls,
  resting: ChannelBackoff,
  { rows, first }: ClaimedLane,
): Promise<void> {
  for (const [index, row] of rows.entries()) {
    const asked = performance.now()
    const begun: BeginResult = first && index === 0 ? { kind: 'send', started: first } : await calls.begin(row)
    if (begun.kind === 'done') continue
    const behind = rows.slice(index + 1)
    if (begun.kind === 'wait') return await giveBack(context, behind)
    const span = context.tracing?.follow('send', 'consumer', begun.started.trace, factsFor(begun.started))
    if (span) begun.started.trace = span.traceparent
    const { outcome, called } = await outcomeOf(context, begun, asked)
    sendMetrics(context.metrics).ended.inc({ outcome: outcome.kind })
    await slowDown(context, begun.started, outcome, resting)
    const recorded = await calls.record({ started: begun.started, outcome })
    span?.end(problemOf(outcome))
    if (recorded.secondId) sendMetrics(context.metrics).secondIds.inc()
    if (begun.kind === 'send') await tellBreaker(resting, begun.started, outcome, called)
    if (recorded.again) {
      await giveBack(context, behind)
      // Whoever claims knows when it is due.
      return context.queue.wake(SEND_QUEUE)
    }
  }
}

/** A provider that refuses can be reached; a message that we refused ourselves says nothing about the provider. */
async function tellBreaker(
  { breakers }: ChannelBackoff,
  { channel, shownAway }: StartedAttempt,
  outcome: SendOutcome,
  called: boolean,
): Promise<void> {
  if (!called) return breakers.pass(channel.id)
  const through = outcome.kind === 'accepted' || (outcome.kind === 'refused' && !outcome.unwritten)
  await breakers.note(channel, through, shownAway)
}

const giveBack = async (context: Context, rows: readonly Claim[]): Promise<void> => {
  const [first] = rows
  if (first) await context.db.tenant(first.tenantId, tx => release(tx, SEND_TABLE, rows))
}

/** The outcome, and whether the provider was called for it. */
async function outcomeOf(
  context: Context,
  begun: Extract<BeginResult, { kind: 'send' | 'refuse' }>,
  asked: number,
): Promise<{ outcome: SendOutcome; called: boolean }> {
  const uncalled = (outcome: SendOutcome) => ({ outcome, called: false })
  if (begun.kind === 'refuse') return uncalled({ kind: 'refused', retry: 'never', error: begun.error })
  const opened = await fileToSend(context, begun.started.channel, begun.started.content.media)
  if ('refused' in opened) return uncalled(opened.refused)
  if (performance.now() - asked > LATEST_START_MS) {
    const error = { code: 'NOT_STARTED', meaning: 'not_started', title: 'The call was not begun in time' } as const
    return uncalled({ kind: 'refused', retry: 'later', unwritten: true, error })
  }
  return { outcome: await call(context, begun.started, opened.file), called: true }
}

/** Makes the call, and never repeats it. When a transport throws although it promised not to, that proves nothing. */
async function call(context: Context, started: StartedAttempt, file: OutboundFile | undefined): Promise<SendOutcome> {
  const { channel, credentials, replyToProviderId } = started
  const transport = transportFor(channel.provider)
  const message: OutboundMessage = {
    to: { kind: started.addressKind as OutboundMessage['to']['kind'], value: started.address },
    ...render(started, transport.capabilities),
    callbackData: callbackData({ messageId: started.messageId, attemptNo: started.no }),
    ...(replyToProviderId && { replyToProviderId }),
    ...(file && { file }),
  }
  const stop = sendMetrics(context.metrics).seconds.startTimer({ provider: channel.provider })
  const span = context.tracing?.follow('provider', 'client', started.trace, { 'tawsil.provider': channel.provider })
  try {
    const most = AbortSignal.timeout(hasFile(started) ? FILE_CALL_MS : CALL_MS)
    const outcome = withName(transport, await transport.send(context, channel, credentials, message, most))
    span?.end(problemOf(outcome))
    return outcome
  } catch (error) {
    span?.end('threw')
    context.log.error({ err: error, messageId: started.messageId }, 'a transport threw while sending')
    return { kind: 'unknown', proof: `the transport failed: ${error instanceof Error ? error.name : 'unknown'}` }
  } finally {
    stop()
  }
}

const factsFor = ({ claim, messageId, no }: Pick<StartedAttempt, 'claim' | 'messageId' | 'no'>) => ({
  'tawsil.tenant': claim.tenantId,
  'tawsil.message': messageId,
  'tawsil.attempt': no,
})

const problemOf = (outcome: SendOutcome): string | undefined =>
  outcome.kind === 'accepted' ? undefined : outcome.kind === 'refused' ? `${outcome.error.code}` : outcome.kind

/** A refusal carries the name of its meaning from here on: whoever reads it does not know the provider. */
const withName = ({ meaning }: Transport, outcome: SendOutcome): SendOutcome =>
  outcome.kind === 'refused' ? { ...outcome, error: withMeaning(outcome.error, meaning) } : outcome
