import type { Context } from '../../../platform/context.ts'
import { planOnce, type Tx } from '../../../platform/db/index.ts'
import { emit, type NewEvent, newEvent } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { type Claim, complete, extend, type PostponedRow, postpone } from '../../../platform/pending/index.ts'
import {
  type Activity,
  addActivity,
  countActivity,
  type ProviderError,
  type SendOutcome,
  stopChannel,
} from '../../channels/index.ts'
import { buryExhausted } from '../dead-letters/exhausted.ts'
import { MESSAGING_EVENTS } from '../events.ts'
import { lockConversations } from '../inbound/open-conversations.sql.ts'
import { insertProviderIds, lockOutboundIds } from '../messages/provider-id.sql.ts'
import { type MessageState, type Move, moveMessages, selectMessageStates, takeParked } from '../messages/status.sql.ts'
import { advances, type MessageError } from '../messages/status.ts'
import { noteRefusedOptOut } from '../opt-outs/opt-out.ts'
import { type Refusal, understandRefusals } from '../statuses/refusal.ts'
import { applyReports, moveTo, secondIdEvent, statusEvent, toError } from '../statuses/report.ts'
import { insertUncertain } from '../unknown-sends/queue.ts'
import { requeue } from '../unknown-sends/requeue.ts'
import {
  type AttemptEnd,
  countAttempts,
  endAttempts,
  requeueMessages,
  rewindAttempts,
  type StartedRow,
} from './attempt.sql.ts'
import { SEND_LEASE_SECONDS, SEND_TABLE } from './begin-attempts.ts'
import { isLate, mayRetrySend, retryPauseSeconds, SLOW } from './retry-policy.ts'

/** A call that was made, and what came of it. */
export interface EndedAttempt {
  started: StartedRow & { claim: Claim; sealed?: Buffer | null }
  outcome: SendOutcome
}

export interface RecordResult {
  /** There will be another attempt; what stands behind it in the conversation must wait. */
  again: boolean
  /** The provider knew the message by another id before. */
  secondId: boolean
}

interface Step {
  ended: EndedAttempt
  message: MessageState
  move: Move | undefined
  event: NewEvent | undefined
  again: boolean
  /** No byte of it left: the same attempt waits again. */
  unwritten: boolean
  /** It might have gone later, but its attempts are used up. */
  exhausted: boolean
  /** It was given up as unknown while its call slept, and has now been proven not to have left: it waits anew. */
  revived: boolean
}

/**
 * Records what calls to providers came to, for one tenant and many messages. A proof is kept even when the lease was lost:
 * the fence of the attempt says that the call was ours. A refusal that may pass is tried again, up to three attempts; what
 * was never written waits for its provider; what nobody knows is never tried again.
 */
export async function recordOutcomes(context: Context, tx: Tx, all: readonly EndedAttempt[]): Promise<RecordResult[]> {
  const claims = all.map(ended => ended.started.claim)
  const keys = all.flatMap(keyOf)
  const channels = keys.map(({ channelId }) => ({ channelId, alone: false }))
  const [, mine] = await Promise.all([
    planOnce(tx),
    extend(tx, SEND_TABLE, claims, SEND_LEASE_SECONDS),
    keys.length > 0 && tx.run(lockOutboundIds(channels)),
    keys.length > 0 && tx.rows(insertProviderIds(tx.tenantId, keys)),
  ])
  const held = new Set(mine.map(claim => claim.id))
  await noteRefusedOptOut(tx, await understandRefusals(tx, all.flatMap(refusedForWish)))
  const [, ended, now] = await Promise.all([
    tx.run(lockConversations(all.map(({ started }) => started.conversationId))),
    tx.rows(endAttempts(all.map(endOf))),
    tx.rows(selectMessageStates(all.map(({ started }) => started.messageId))),
  ])
  const recorded = new Set(ended.map(row => row.messageId))
  const standing = new Map(now.filter(row => recorded.has(row.id)).map(row => [row.id, row]))
  const slowed = await countSlowed(tx, all)
  const steps = all.flatMap(ended => {
    const message = standing.get(ended.started.messageId)
    return message ? [stepOf(ended, message, held.has(message.id), slowed.get(message.id) ?? 0)] : []
  })
  await write(tx, steps)
  const revived = await requeue(
    tx,
    steps.filter(step => step.revived).map(step => step.ended.started),
  )
  await stopChannels(context, tx, all)
  await countActivity(tx, activityOf(all))
  const early = keys.length > 0 ? await tx.rows(takeParked(keys)) : []
  const reports = await applyReports(
    tx,
    early.map(row => ({ ...row, no: null })),
  )
  const secondIds = steps.flatMap(secondIdOf)
  const own = steps.flatMap(step => step.event ?? [])
  await emit(tx, [...own, ...revived, ...secondIds.map(secondIdEvent), ...reports])
  const again = new Set(steps.filter(step => step.again).map(step => step.message.id))
  await complete(
    tx,
    SEND_TABLE,
    claims.filter(claim => held.has(claim.id) && !again.has(claim.id)),
  )
  const second = new Set(secondIds.map(of => of.messageId))
  return claims.map(({ id }) => ({ again: again.has(id), secondId: second.has(id) }))
}

const keyOf = ({ started, outcome }: EndedAttempt) =>
  outcome.kind === 'accepted'
    ? [{ channelId: started.channelId, providerMessageId: outcome.providerMessageId, messageId: started.messageId }]
    : []

const refusedForWish = ({ started: { channelId, conversationId }, outcome }: EndedAttempt): Refusal[] =>
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

/** What a person must put right at the provider stops the channel: its other messages wait instead of failing one by one. */
async function stopChannels(context: Context, tx: Tx, all: readonly EndedAttempt[]): Promise<void> {
  const stops = all.flatMap(({ started: { channelId, sealed = null }, outcome }) =>
    outcome.kind === 'refused' && outcome.class === 'stop_channel'
      ? [{ channelId, reason: reasonOf(outcome.error), sealed }]
      : [],
  )
  for (const { channelId, reason, sealed } of new Map(stops.map(stop => [stop.channelId, stop])).values())
    await stopChannel(context, tx, { tenantId: tx.tenantId, channelId }, reason, { sealed })
}

const reasonOf = ({ title, code }: ProviderError): string => `${title ?? 'The provider refused the channel.'} (${code})`

function endOf({ started: { messageId, no, fence }, outcome }: EndedAttempt): AttemptEnd {
  const end = { messageId, no, fence, state: outcome.kind, providerMessageId: null, proof: null, error: null }
  if (outcome.kind === 'accepted') return { ...end, providerMessageId: outcome.providerMessageId }
  if (outcome.kind === 'unknown') return { ...end, proof: outcome.proof }
  return { ...end, proof: outcome.class ?? null, error: toError(outcome.error) }
}

function stepOf(ended: EndedAttempt, message: MessageState, held: boolean, slowed: number): Step {
  const { outcome } = ended
  const step: Step = {
    ended,
    message,
    move: undefined,
    event: undefined,
    again: false,
    unwritten: false,
    exhausted: false,
    revived: false,
  }
  if (outcome.kind === 'accepted') {
    const moves = advances(message.status, 'sent')
    const { providerMessageId } = outcome
    const move = moveTo(message, moves ? 'sent' : message.status, { providerMessageId })
    return { ...step, move, event: moves ? sentEvent(message) : undefined }
  }
  if (outcome.kind === 'unknown') return moved(step, 'unknown', null)
  const may = mayRetrySend(outcome, ended.started, slowed)
  if (may && message.status === 'unknown') return { ...step, revived: true }
  // Without the lease the row cannot be put off, and a status may have proven that another attempt arrived.
  if (may && held && message.status === 'sending')
    return { ...step, again: true, unwritten: outcome.unwritten === true }
  const last = moved(step, 'failed', toError(outcome.error))
  return { ...last, exhausted: outcome.retry === 'later' && !may && last.move !== undefined }
}

function moved(step: Step, status: 'failed' | 'unknown', error: MessageError | null): Step {
  if (!advances(step.message.status, status)) return step
  return { ...step, move: moveTo(step.message, status, { error }), event: statusEvent(step.message, { status, error }) }
}

/** Of messages that were refused late: how often it was for the pace. */
async function countSlowed(tx: Tx, all: readonly EndedAttempt[]): Promise<Map<Uuid, number>> {
  const late = all.filter(({ outcome, started }) => isLate(outcome, started)).map(({ started }) => started.messageId)
  const rows = late.length > 0 ? await tx.rows(countAttempts(late, SLOW)) : []
  return new Map(rows.map(row => [row.messageId, row.count]))
}

async function write(tx: Tx, steps: readonly Step[]): Promise<void> {
  const moves = steps.flatMap(step => step.move ?? [])
  if (moves.length > 0) await tx.run(moveMessages(moves))
  await buryExhausted(tx, steps.filter(step => step.exhausted).map(toExhausted))
  await insertUncertain(
    tx,
    steps.filter(step => step.move?.status === 'unknown').map(({ ended: { started } }) => started),
  )
  const again = steps.filter(step => step.again)
  if (again.length === 0) return
  await prepareAgain(tx, again)
  await postpone(tx, SEND_TABLE, again.flatMap(toPostponed))
}

function toPostponed({ ended: { started, outcome }, unwritten }: Step): PostponedRow[] {
  if (outcome.kind !== 'refused') return []
  const { claim, no } = started
  const delaySeconds = retryPauseSeconds(outcome, unwritten ? claim.attempts : no - 1)
  return [{ claim, delaySeconds, ref: `${unwritten ? no : no + 1}` }]
}

async function prepareAgain(tx: Tx, again: readonly Step[]): Promise<void> {
  const unwritten = again.filter(step => step.unwritten).map(({ ended: { started } }) => started)
  if (unwritten.length > 0) await tx.run(rewindAttempts(unwritten))
  const refused = again.filter(step => !step.unwritten)
  if (refused.length === 0) return
  const next = refused.map(({ ended: { started } }) => ({ messageId: started.messageId, no: started.no + 1 }))
  await tx.run(requeueMessages(tx.tenantId, next))
}

const sentEvent = ({ id: messageId, conversationId, seq }: MessageState) =>
  newEvent(MESSAGING_EVENTS['message.sent'], conversationId, { kind: 'system' }, { messageId, seq, status: 'sent' })

/** The provider gave a message another id before: it may have been sent twice. Both are kept. */
function secondIdOf({ ended: { outcome }, message }: Step) {
  if (outcome.kind !== 'accepted' || message.providerMessageId === null) return []
  const { providerMessageId } = outcome
  if (providerMessageId === message.providerMessageId) return []
  return [{ messageId: message.id, conversationId: message.conversationId, providerMessageId }]
}

function toExhausted({ ended: { started, outcome }, message }: Step) {
  const error = toError(outcome.kind === 'refused' ? outcome.error : { code: outcome.kind })
  return { messageId: message.id, conversationId: message.conversationId, no: started.no, error }
}
