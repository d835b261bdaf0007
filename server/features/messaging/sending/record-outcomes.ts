import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { emit, inTrace, type NewEvent, newEvent } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import {
  type Claim,
  completeHeld,
  extend,
  type PostponedRow,
  postpone,
  type Retries,
} from '../../../platform/pending/index.ts'
import {
  type Activity,
  addActivity,
  noteActivity,
  type ProviderError,
  type SendOutcome,
  type StatusCause,
  stopChannel,
} from '../../channels/index.ts'
import { buryExhausted, type ExhaustedSend } from '../dead-letters/exhausted.ts'
import { MESSAGING_EVENTS } from '../events.ts'
import { type MessageState, type Move, moveMessages } from '../messages/status.sql.ts'
import { noteRefusedOptOut } from '../opt-outs/note-opt-outs.ts'
import { type Refusal, understandRefusals } from '../statuses/refusal.ts'
import { applyReports, moveTo, secondIdEvent, statusEvent, toError } from '../statuses/report.ts'
import { insertUncertain } from '../unknown-sends/queue.ts'
import { requeue } from '../unknown-sends/requeue.ts'
import {
  type AttemptEnd,
  countAttempts,
  type EndedRow,
  endAttempts,
  lockForOutcomes,
  requeueMessages,
  rewindAttempts,
  type StartedRow,
} from './attempt.sql.ts'
import { SEND_LEASE_SECONDS, SEND_TABLE } from './begin-attempts.ts'
import { decideOutcome, type OutcomeDecision } from './decide-outcome.ts'
import { isLate, retryPauseSeconds, SLOW } from './retry-policy.ts'

/** A call that was made, and its outcome. */
export interface EndedAttempt {
  started: StartedRow & { claim: Claim; sealed?: Buffer | null }
  outcome: SendOutcome
}

export interface RecordResult {
  /** There will be another attempt, so the sends behind it in the conversation must wait. */
  again: boolean
  /** The provider named another id for this message before. */
  secondId: boolean
}

/** A message and the decision about it. */
interface Decided {
  ended: EndedAttempt
  message: MessageState
  decision: OutcomeDecision
}

/**
 * Records the outcomes of calls to providers, for one tenant and many messages. A proof is stored even when the lease
 * was lost, because the fence of the attempt says that the call was ours. A refusal that may pass is tried again, up to
 * three attempts. A call that was never written to the network waits for its provider. A send of unknown outcome is
 * never tried again.
 */
export async function recordOutcomes(context: Context, tx: Tx, all: readonly EndedAttempt[]): Promise<RecordResult[]> {
  const claims = all.map(ended => ended.started.claim)
  const keys = all.flatMap(keyOf)
  const conversationIds = all.map(({ started }) => started.conversationId)
  // Only what is tried again needs its lane until the end; that the others are done holds whoever has the lane.
  const mine = all.some(({ outcome }) => outcome.kind === 'refused')
    ? await extend(tx, SEND_TABLE, claims, SEND_LEASE_SECONDS)
    : claims
  const held = new Set(mine.map(claim => claim.id))
  await noteRefusedOptOut(tx, await understandRefusals(tx, all.flatMap(refusedForOptOut)))
  const [, ended] = await Promise.all([
    tx.run(lockForOutcomes(tx.tenantId, keys, conversationIds)),
    tx.rows(endAttempts(all.map(endOf), keys)),
  ])
  const standing = new Map(ended.map(row => [row.id, row]))
  const { retries } = context.config
  const slowed = await countSlowed(tx, all, retries)
  const decided = all.flatMap((ended): Decided[] => {
    const { started, outcome } = ended
    const message = standing.get(started.messageId)
    if (!message) return []
    const facts = {
      outcome,
      started,
      status: message.status,
      held: held.has(message.id),
      putOff: started.claim.attempts,
    }
    const counts = { slowed: slowed.get(message.id) ?? 0, retries, now: Date.now() }
    return [{ ended, message, decision: decideOutcome({ ...facts, ...counts }) }]
  })
  const writes = gatherWrites(decided, retries)
  await write(tx, writes)
  const revived = await requeue(tx, writes.revived)
  await stopChannels(context, tx, all)
  noteActivity(context, tx, activityOf(all))
  const reports = await applyReports(tx, ended.flatMap(parkedReports))
  const secondIds = decided.flatMap(secondIdOf)
  await emit(tx, [...writes.events, ...revived, ...secondIds.map(secondIdEvent), ...reports])
  const again = new Set(writes.postponed.map(({ claim }) => claim.id))
  await completeHeld(
    tx,
    SEND_TABLE,
    mine.filter(claim => !again.has(claim.id)),
  )
  const second = new Set(secondIds.map(of => of.messageId))
  return claims.map(({ id }) => ({ again: again.has(id), secondId: second.has(id) }))
}

const parkedReports = ({ id: messageId, parked }: EndedRow) =>
  parked.map(row => ({ ...row, messageId, providerAt: new Date(row.providerAt), attemptNo: null }))

const keyOf = ({ started, outcome }: EndedAttempt) =>
  outcome.kind === 'accepted'
    ? [{ channelId: started.channelId, providerMessageId: outcome.providerMessageId, messageId: started.messageId }]
    : []

const refusedForOptOut = ({ started: { channelId, conversationId }, outcome }: EndedAttempt): Refusal[] =>
  outcome.kind === 'refused' && outcome.class === 'opt_out'
    ? [{ channelId, conversationId, at: new Date(), code: outcome.error.code }]
    : []

function activityOf(all: readonly EndedAttempt[]): Map<Uuid, Activity> {
  const activity = new Map<Uuid, Activity>()
  for (const { started, outcome } of all) {
    const refused = outcome.kind === 'refused' && !outcome.unwritten
    const kind = outcome.kind === 'accepted' ? 'accepted' : refused ? 'refused' : 'unreached'
    addActivity(activity, started.channelId, kind)
  }
  return activity
}

/**
 * An error that a person must correct at the provider stops the channel: its other messages wait instead of failing one
 * by one.
 */
async function stopChannels(context: Context, tx: Tx, all: readonly EndedAttempt[]): Promise<void> {
  const stops = all.flatMap(({ started: { channelId, sealed = null }, outcome }) =>
    outcome.kind === 'refused' && outcome.class === 'stop_channel'
      ? [{ channelId, cause: causeOf(outcome.error), sealed }]
      : [],
  )
  for (const { channelId, cause, sealed } of new Map(stops.map(stop => [stop.channelId, stop])).values())
    await stopChannel(context, tx, { tenantId: tx.tenantId, channelId }, cause, { sealed })
}

const causeOf = ({ title, code, meaning = 'refused' }: ProviderError): StatusCause => ({
  reason: `${title ?? 'The provider refused the channel.'} (${code})`,
  meaning,
})

function endOf({ started: { messageId, no, fence }, outcome }: EndedAttempt): AttemptEnd {
  const end = { messageId, no, fence, state: outcome.kind, providerMessageId: null, proof: null, error: null }
  if (outcome.kind === 'accepted') return { ...end, providerMessageId: outcome.providerMessageId }
  if (outcome.kind === 'unknown') return { ...end, proof: outcome.proof }
  return { ...end, proof: outcome.class ?? null, error: toError(outcome.error) }
}

/** For messages that were refused late: how often the reason was their speed. */
async function countSlowed(tx: Tx, all: readonly EndedAttempt[], retries: Retries): Promise<Map<Uuid, number>> {
  const late = all.flatMap(({ outcome, started }) => (isLate(outcome, started, retries) ? [started.messageId] : []))
  const rows = late.length > 0 ? await tx.rows(countAttempts(late, SLOW)) : []
  return new Map(rows.map(row => [row.messageId, row.count]))
}

/** What the decisions write; each kind is one statement, however many messages. */
interface OutcomeWrites {
  moves: Move[]
  events: NewEvent[]
  exhausted: ExhaustedSend[]
  uncertain: StartedRow[]
  /** These attempts will be made again as if they had never begun. */
  rewound: StartedRow[]
  /** The attempts that follow. */
  next: Array<{ messageId: Uuid; no: number }>
  /** The rows of work of both. */
  postponed: PostponedRow[]
  revived: StartedRow[]
}

function gatherWrites(decided: readonly Decided[], retries: Retries): OutcomeWrites {
  const writes: OutcomeWrites = {
    moves: [],
    events: [],
    exhausted: [],
    uncertain: [],
    rewound: [],
    next: [],
    postponed: [],
    revived: [],
  }
  for (const { ended, message, decision } of decided) gather(writes, ended.started, message, decision, retries)
  return writes
}

function gather(
  writes: OutcomeWrites,
  started: EndedAttempt['started'],
  message: MessageState,
  decision: OutcomeDecision,
  retries: Retries,
): void {
  const { id: messageId, conversationId } = message
  switch (decision.kind) {
    case 'advance': {
      const { providerMessageId, status } = decision
      writes.moves.push(moveTo(message, status ?? message.status, { providerMessageId }))
      if (status) writes.events.push(inTrace(sentEvent(message), started.trace))
      break
    }
    case 'wait':
    case 'retry': {
      const { no, refusal, failed } = decision
      if (decision.kind === 'wait') writes.rewound.push(started)
      else writes.next.push({ messageId, no })
      const delaySeconds = retryPauseSeconds(refusal, failed, retries)
      writes.postponed.push({ claim: started.claim, delaySeconds, ref: `${no}` })
      break
    }
    case 'revive':
      writes.revived.push(started)
      break
    case 'give-up': {
      const { error, exhausted } = decision
      writes.moves.push(moveTo(message, 'failed', { error }))
      writes.events.push(statusEvent(message, { status: 'failed', error }))
      if (exhausted) writes.exhausted.push({ messageId, conversationId, attemptNo: started.no, error })
      break
    }
    case 'unknown':
      writes.moves.push(moveTo(message, 'unknown'))
      writes.events.push(statusEvent(message, { status: 'unknown' }))
      writes.uncertain.push(started)
      break
    case 'keep':
      break
  }
}

async function write(tx: Tx, writes: OutcomeWrites): Promise<void> {
  const { moves, exhausted, uncertain, rewound, next, postponed } = writes
  if (moves.length > 0) await tx.run(moveMessages(moves))
  await buryExhausted(tx, exhausted)
  await insertUncertain(tx, uncertain)
  if (rewound.length > 0) await tx.run(rewindAttempts(rewound))
  if (next.length > 0) await tx.run(requeueMessages(tx.tenantId, next))
  await postpone(tx, SEND_TABLE, postponed)
}

const sentEvent = ({ id: messageId, conversationId, seq }: MessageState) =>
  newEvent(MESSAGING_EVENTS['message.sent'], conversationId, { kind: 'system' }, { messageId, seq, status: 'sent' })

/** The provider named another id for a message before, so it may have been sent twice. Both ids are kept. */
function secondIdOf({ ended: { outcome }, message }: Decided) {
  if (outcome.kind !== 'accepted' || message.providerMessageId === null) return []
  const { providerMessageId } = outcome
  if (providerMessageId === message.providerMessageId) return []
  return [{ messageId: message.id, conversationId: message.conversationId, providerMessageId }]
}
