import type { Tx } from '../../platform/db/index.ts'
import { type EventInput, emit } from '../../platform/events/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import {
  type Claim,
  complete,
  extend,
  MAX_ATTEMPTS,
  postpone,
  retryDelaySeconds,
} from '../../platform/pending/index.ts'
import type { SendOutcome } from '../channels/index.ts'
import { type AttemptEnd, endAttempts, requeueMessages, type StartedRow } from './attempt.sql.ts'
import { moveTo, SEND_LEASE_SECONDS, SEND_TABLE } from './attempt.ts'
import { buryExhausted } from './dead-letter/exhausted.ts'
import { insertKeys, lockOutboundIds } from './key.sql.ts'
import { noteRefusedOptOut, type RefusedForWish } from './opt-out.ts'
import { applyReports, secondIdEvent, statusEvent, toError } from './report.ts'
import { type Move, moveMessages, type Standing, selectStanding, takeParked } from './status.sql.ts'
import { advances } from './status.ts'
import { lockConversations } from './thread.sql.ts'

/** A call that was made, and what came of it. */
export interface Ended {
  started: StartedRow & { claim: Claim }
  outcome: SendOutcome
}

export interface Recorded {
  /** There will be another attempt; what stands behind it in the conversation must wait. */
  again: boolean
  /** The provider knew the message by another id before. */
  secondId: boolean
}

interface Step {
  ended: Ended
  message: Standing
  move: Move | undefined
  event: EventInput | undefined
  again: boolean
  /** It might have gone later, but its attempts are used up. */
  exhausted: boolean
}

/**
 * Records what calls to providers came to, for one tenant and many messages. A proof is kept even when the lease was lost:
 * the fence of the attempt says that the call was ours. A refusal that may pass is tried again, up to three attempts; what
 * nobody knows is never tried again.
 */
export async function recordOutcomes(tx: Tx, tenantId: Uuid, all: readonly Ended[]): Promise<Recorded[]> {
  const claims = all.map(ended => ended.started.claim)
  const held = new Set((await extend(tx, SEND_TABLE, claims, SEND_LEASE_SECONDS)).map(claim => claim.id))
  const keys = all.flatMap(keyOf)
  if (keys.length > 0) {
    await tx.run(lockOutboundIds(keys.map(({ channelId }) => ({ channelId, alone: false }))))
    await tx.rows(insertKeys(tenantId, keys))
  }
  await noteRefusedOptOut(tx, tenantId, all.flatMap(refusedForWish))
  await tx.run(lockConversations(all.map(ended => ended.started.conversationId)))
  const recorded = new Set((await tx.rows(endAttempts(all.map(endOf)))).map(row => row.messageId))
  const standing = new Map((await tx.rows(selectStanding([...recorded]))).map(row => [row.id, row]))
  const steps = all.flatMap(ended => {
    const message = standing.get(ended.started.messageId)
    return message ? [stepOf(ended, message, held.has(message.id))] : []
  })
  await write(tx, tenantId, steps)
  const early = keys.length > 0 ? await tx.rows(takeParked(keys)) : []
  const reports = await applyReports(
    tx,
    tenantId,
    early.map(row => ({ ...row, no: null })),
  )
  const secondIds = steps.flatMap(secondIdOf)
  await emit(tx, tenantId, [...steps.flatMap(step => step.event ?? []), ...secondIds.map(secondIdEvent), ...reports])
  const again = new Set(steps.filter(step => step.again).map(step => step.message.id))
  await complete(
    tx,
    SEND_TABLE,
    claims.filter(claim => held.has(claim.id) && !again.has(claim.id)),
  )
  const second = new Set(secondIds.map(of => of.messageId))
  return claims.map(({ id }) => ({ again: again.has(id), secondId: second.has(id) }))
}

const keyOf = ({ started, outcome }: Ended) =>
  outcome.kind === 'accepted'
    ? [{ channelId: started.channelId, providerMessageId: outcome.providerMessageId, messageId: started.messageId }]
    : []

const refusedForWish = ({ started: { conversationId, type }, outcome }: Ended): RefusedForWish[] =>
  outcome.kind === 'refused' && outcome.class === 'opt_out' ? [{ conversationId, type }] : []

function endOf({ started: { messageId, no, fence }, outcome }: Ended): AttemptEnd {
  const end = { messageId, no, fence, state: outcome.kind, providerMessageId: null, proof: null, error: null }
  if (outcome.kind === 'accepted') return { ...end, providerMessageId: outcome.providerMessageId }
  return outcome.kind === 'unknown' ? { ...end, proof: outcome.proof } : { ...end, error: toError(outcome.error) }
}

function stepOf(ended: Ended, message: Standing, held: boolean): Step {
  const { outcome, started } = ended
  const step = { ended, message, move: undefined, event: undefined, again: false, exhausted: false }
  if (outcome.kind === 'accepted') {
    const moves = advances(message.status, 'sent')
    const { providerMessageId } = outcome
    const move = moveTo(message, moves ? 'sent' : message.status, { providerMessageId })
    return { ...step, move, event: moves ? sentEvent(message) : undefined }
  }
  if (outcome.kind === 'unknown') return moved(step, 'unknown', null)
  const may = outcome.retry === 'later' && started.no < MAX_ATTEMPTS
  // Without the lease the row cannot be put off, and a status may have proven that another attempt arrived.
  if (may && held && message.status === 'sending') return { ...step, again: true }
  const last = moved(step, 'failed', toError(outcome.error))
  return { ...last, exhausted: outcome.retry === 'later' && !may && last.move !== undefined }
}

function moved(step: Step, status: 'failed' | 'unknown', error: unknown): Step {
  if (!advances(step.message.status, status)) return step
  return { ...step, move: moveTo(step.message, status, { error }), event: statusEvent(step.message, { status, error }) }
}

async function write(tx: Tx, tenantId: Uuid, steps: readonly Step[]): Promise<void> {
  const moves = steps.flatMap(step => step.move ?? [])
  if (moves.length > 0) await tx.run(moveMessages(moves))
  await buryExhausted(tx, tenantId, steps.filter(step => step.exhausted).map(toExhausted))
  const again = steps.filter(step => step.again)
  if (again.length === 0) return
  const next = again.map(({ ended: { started } }) => ({ messageId: started.messageId, no: started.no + 1 }))
  await tx.run(requeueMessages(tenantId, next))
  await postpone(
    tx,
    SEND_TABLE,
    again.map(({ ended: { started, outcome } }) => {
      const asked = outcome.kind === 'refused' ? (outcome.retryAfterSeconds ?? 0) : 0
      const delaySeconds = Math.max(asked, retryDelaySeconds(started.no - 1))
      return { claim: started.claim, delaySeconds, ref: `${started.no + 1}` }
    }),
  )
}

const sentEvent = ({ id, conversationId, seq }: Standing): EventInput => ({
  type: 'message.sent',
  aggregateKind: 'conversation',
  aggregateId: conversationId,
  actor: { kind: 'system' },
  data: { messageId: id, seq, status: 'sent' },
})

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
