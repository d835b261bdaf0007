import type { Tx } from '../../platform/db/index.ts'
import { emit } from '../../platform/events/index.ts'
import type { Context } from '../../platform/feature.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { type Claim, complete, extend, putOff, release } from '../../platform/pending/index.ts'
import type { OpenSender, ProviderError } from '../channels/index.ts'
import { admitSends, type Opened } from './admission.ts'
import {
  type AttemptRef,
  type AttemptState,
  closeAttempts,
  type StartedRow,
  selectAttemptStates,
  startAttempts,
} from './attempt.sql.ts'
import { statusEvent } from './report.ts'
import type { Resting } from './resting.ts'
import { moveMessages, type Standing, selectStanding } from './status.sql.ts'
import { advances } from './status.ts'
import { insertUncertain } from './uncertain/queue.ts'

export const SEND_TABLE = 'send_pending'
/** How long after 'sending' was committed an outcome may come; then the attempt counts as unknown. */
export const DEADLINE_SECONDS = 40
/** Longer than the deadline: whoever claims the lane after a crash finds it passed. */
export const SEND_LEASE_SECONDS = 55
/** The same of messages with a file of ours, which is uploaded, or fetched by the provider, during the call. */
const FILE_DEADLINE_SECONDS = 130
const FILE_LEASE_SECONDS = 145

/** An attempt whose call may be made now: 'sending' is committed. */
export interface Started extends StartedRow, Pick<OpenSender, 'channel' | 'credentials' | 'shownAway'> {
  claim: Claim
}

/** An attempt of which it is not known yet whether its channel can be opened. */
type Opening = Omit<Started, 'channel' | 'credentials' | 'shownAway'>

/** What becomes of a claimed send. */
export type Begun =
  | { kind: 'send'; started: Started }
  /** 'sending' is committed, but the channel cannot be opened: refused without a call. */
  | { kind: 'refuse'; started: Opening; error: ProviderError }
  /** Nothing left to do; the next one of the conversation may follow. */
  | { kind: 'done' }
  /** Given back, or with another worker: what stands behind it in the conversation must wait. */
  | { kind: 'wait' }

/**
 * Commits 'sending' for claimed sends of one tenant, before any socket opens. Past this point nobody else makes these
 * attempts, whatever happens to their leases. Claims that were lost meanwhile are left alone.
 */
export async function beginAttempts(
  context: Context,
  tx: Tx,
  tenantId: Uuid,
  claims: readonly Claim[],
  resting: Resting,
): Promise<Begun[]> {
  const held = await extend(tx, SEND_TABLE, claims, SEND_LEASE_SECONDS)
  if (held.length === 0) return claims.map(() => ({ kind: 'wait' }))
  const { go, wait, senders } = await admitSends(context, tx, tenantId, held, resting)
  await putOff(tx, SEND_TABLE, wait)
  const deadlines = { plain: DEADLINE_SECONDS, file: FILE_DEADLINE_SECONDS }
  const rows = go.length > 0 ? await tx.rows(startAttempts(go.map(refOf), deadlines)) : []
  const started = new Map(rows.map(row => [row.messageId, row]))
  const slow = go.filter(claim => hasFile(started.get(claim.id)))
  await extend(tx, SEND_TABLE, slow, FILE_LEASE_SECONDS)
  const begun = await settleOthers(
    tx,
    tenantId,
    go.filter(claim => !started.has(claim.id)),
  )
  for (const claim of go) {
    const row = started.get(claim.id)
    if (row) begun.set(claim.id, toSend({ ...row, claim }, senders.get(row.channelId)!))
  }
  return claims.map(claim => begun.get(claim.id) ?? { kind: 'wait' })
}

/** Whether a copy of ours goes along. */
export const hasFile = (row: Pick<StartedRow, 'content'> | undefined): boolean => Boolean(row?.content.media?.fileId)

export const refOf = (claim: Claim): AttemptRef => ({
  messageId: claim.id,
  no: Number(claim.ref ?? 1),
  fence: claim.fence,
})

function toSend(started: Opening, opened: Opened): Begun {
  if (!('channel' in opened)) return { kind: 'refuse', started, error: opened }
  const { channel, credentials, shownAway } = opened
  return { kind: 'send', started: { ...started, channel, credentials, shownAway } }
}

/** Claims whose attempt could not be started: somebody else made it, or it is not needed any more. */
async function settleOthers(tx: Tx, tenantId: Uuid, claims: readonly Claim[]): Promise<Map<Uuid, Begun>> {
  const begun = new Map<Uuid, Begun>()
  if (claims.length === 0) return begun
  const states = new Map((await tx.rows(selectAttemptStates(claims.map(refOf)))).map(row => [row.messageId, row]))
  const over: Claim[] = []
  for (const claim of claims) {
    const state = states.get(claim.id)
    const delay = state && secondsToWait(state)
    if (delay === undefined) over.push(claim)
    else await release(tx, SEND_TABLE, [claim], delay)
    begun.set(claim.id, { kind: delay === undefined ? 'done' : 'wait' })
  }
  await endLeftOver(
    tx,
    tenantId,
    over.flatMap(claim => states.get(claim.id) ?? []),
  )
  await complete(tx, SEND_TABLE, over)
  return begun
}

/** Undefined when there is nothing to wait for. */
function secondsToWait({ state, secondsLeft, messageStatus }: AttemptState): number | undefined {
  if (state === 'sending' && (secondsLeft ?? 0) > 0) return secondsLeft ?? 0
  // Refused, and the message waits: there is a newer attempt, which the next claim will name.
  if (state === 'refused' && messageStatus === 'queued') return 0
  return undefined
}

/** A call whose outcome nobody recorded in time is unknown, unless a status has proven it; one not made yet is not needed. */
async function endLeftOver(tx: Tx, tenantId: Uuid, states: readonly AttemptState[]): Promise<void> {
  const open = states.filter(({ state }) => state === 'sending' || state === 'queued')
  if (open.length === 0) return
  await tx.run(closeAttempts(open.map(toClosed)))
  const lost = open.filter(({ state, messageStatus }) => state === 'sending' && messageStatus === 'sending')
  await markUnknown(
    tx,
    tenantId,
    lost.map(row => row.messageId),
  )
  await insertUncertain(tx, tenantId, lost)
}

function toClosed({ messageId, no, state, messageStatus }: AttemptState) {
  if (state === 'queued') return { messageId, no, state: 'refused' as const, proof: 'not needed any more' }
  return advances('sending', messageStatus) && messageStatus !== 'unknown'
    ? { messageId, no, state: 'accepted' as const, proof: 'status' }
    : { messageId, no, state: 'unknown' as const, proof: 'no outcome before the deadline' }
}

async function markUnknown(tx: Tx, tenantId: Uuid, messageIds: readonly Uuid[]): Promise<void> {
  if (messageIds.length === 0) return
  const standing = await tx.rows(selectStanding(messageIds))
  await tx.run(moveMessages(standing.map(message => moveTo(message, 'unknown'))))
  await emit(
    tx,
    tenantId,
    standing.map(message => statusEvent(message, { status: 'unknown', error: null })),
  )
}

/** One step of a message, as `moveMessages` takes it. */
export const moveTo = (
  { id, conversationId, seq }: Standing,
  status: string,
  told: { error?: unknown; providerMessageId?: string | null } = {},
) => ({ id, conversationId, seq, status, error: told.error ?? null, providerMessageId: told.providerMessageId ?? null })
