import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { type Claim, complete, extend, putOff, release } from '../../../platform/pending/index.ts'
import { type ProviderError, type SendingChannelOpened, transportFor } from '../../channels/index.ts'
import { moveMessages, selectMessageStates } from '../messages/status.sql.ts'
import { moveTo, statusEvent } from '../statuses/report.ts'
import { insertUncertain } from '../unknown-sends/queue.ts'
import {
  type AttemptRef,
  type AttemptState,
  closeAttempts,
  type StartedRow,
  selectAttemptStates,
  selectPassed,
  startAttempts,
} from './attempt.sql.ts'
import { backOffChannel, type ChannelBackoff } from './channel-backoff.ts'
import { type ClosedAttempt, decideUnstarted } from './decide-unstarted.ts'
import { type OpenedChannel, pickReadySends, STOPPED_MS } from './ready-sends.ts'
import type { SendBlock } from './send-block.sql.ts'
import { type BlockedSend, failBlocked } from './send-block.ts'

export const SEND_TABLE = 'send_pending'
/** An outcome may come this long after 'sending' was committed; later the attempt counts as unknown. */
export const DEADLINE_SECONDS = 40
/** Longer than the deadline: whoever claims the lane after a crash finds that the deadline has passed. */
export const SEND_LEASE_SECONDS = 55
/** The deadline of messages with a file of ours, which is uploaded, or fetched by the provider, during the call. */
const FILE_DEADLINE_SECONDS = 130
const FILE_LEASE_SECONDS = 145

/** An attempt whose call may be made now: 'sending' is committed. */
export interface StartedAttempt
  extends Opening,
    Pick<SendingChannelOpened, 'channel' | 'credentials' | 'sealed' | 'shownAway'> {}

/** An attempt whose channel has not been opened yet. */
interface Opening extends StartedRow {
  claim: Claim
}

/** What happens to a claimed send. */
export type BeginResult =
  | { kind: 'send'; started: StartedAttempt }
  /** 'sending' is committed, but the channel cannot be opened: refused without a call. */
  | { kind: 'refuse'; started: Opening; error: ProviderError }
  /** Nothing is left to do; the next send of the conversation may follow. */
  | { kind: 'done' }
  /** Given back, or held by another worker: the sends behind it in the conversation must wait. */
  | { kind: 'wait' }

/**
 * Commits 'sending' for claimed sends of one tenant, before any socket opens. From then on nobody else makes these
 * attempts, whatever happens to their leases. Claims that were lost in the meantime are left alone.
 */
export async function beginAttempts(
  context: Context,
  tx: Tx,
  claims: readonly Claim[],
  resting: ChannelBackoff,
): Promise<BeginResult[]> {
  const held = await extend(tx, SEND_TABLE, claims, SEND_LEASE_SECONDS)
  if (held.length === 0) return claims.map(() => ({ kind: 'wait' }))
  const { go, wait, channelOf, senders } = await pickReadySends(context, tx, held, resting)
  const asked = go.map((claim): Asked => {
    const channelId = channelOf.get(claim.lane)
    const windowed = channelId !== undefined && isWindowed(senders.get(channelId))
    return { claim, channelId, windowed }
  })
  const deadlines = { plain: DEADLINE_SECONDS, file: FILE_DEADLINE_SECONDS }
  const [rows, left] = await Promise.all([
    go.length > 0 ? tx.rows(startAttempts(asked.map(askingOf), deadlines)) : [],
    wait.length > 0 ? tx.rows(selectPassed(wait.map(({ claim }) => refOf(claim)))) : [],
  ])
  // A call that was begun needs no channel and no token any more: only its outcome is missing.
  const passed = new Set(left.map(row => row.messageId))
  const isPassed = ({ claim }: { claim: Claim }) => passed.has(claim.id)
  await putOff(
    tx,
    SEND_TABLE,
    wait.filter(one => !isPassed(one)),
  )
  const started = new Map(rows.map(row => [row.messageId, row]))
  const slow = go.filter(claim => hasFile(started.get(claim.id)))
  await extend(tx, SEND_TABLE, slow, FILE_LEASE_SECONDS)
  const leftOver = wait.filter(isPassed).map(({ claim }): Asked => ({ claim, channelId: undefined, windowed: false }))
  const others = [...asked.filter(({ claim }) => !started.has(claim.id)), ...leftOver]
  const begun = await settleOthers(tx, others, resting)
  for (const claim of go) {
    const row = started.get(claim.id)
    if (row) begun.set(claim.id, toSend({ ...row, claim }, senders.get(row.channelId)!))
  }
  return claims.map(claim => begun.get(claim.id) ?? { kind: 'wait' })
}

/** Whether a file of ours goes with the message. */
export const hasFile = (row: Pick<StartedRow, 'content'> | undefined): boolean => Boolean(row?.content.media?.fileId)

/** A claim for which it is asked whether its attempt may be made now. */
interface Asked {
  claim: Claim
  channelId: Uuid | undefined
  windowed: boolean
}

const isWindowed = (opened: OpenedChannel | undefined): boolean =>
  opened !== undefined && 'channel' in opened && transportFor(opened.channel.provider).capabilities.window

const askingOf = ({ claim, windowed }: Asked) => ({ ...refOf(claim), windowed })

export const refOf = (claim: Claim): AttemptRef => ({
  messageId: claim.id,
  no: Number(claim.ref ?? 1),
  fence: claim.fence,
})

function toSend(started: Opening, opened: OpenedChannel): BeginResult {
  if (!('channel' in opened)) return { kind: 'refuse', started, error: opened }
  const { channel, credentials, sealed, shownAway } = opened
  return { kind: 'send', started: { ...started, channel, credentials, sealed, shownAway } }
}

/**
 * Handles claims whose attempt could not be started: another worker made it, it is not needed any more, or it may not
 * leave.
 */
async function settleOthers(
  tx: Tx,
  others: readonly Asked[],
  resting: ChannelBackoff,
): Promise<Map<Uuid, BeginResult>> {
  const begun = new Map<Uuid, BeginResult>()
  if (others.length === 0) return begun
  const states = new Map((await tx.rows(selectAttemptStates(others.map(askingOf)))).map(row => [row.messageId, row]))
  const over: Claim[] = []
  const blocked: BlockedSend[] = []
  const closed: ClosedAttempt[] = []
  const lost: AttemptState[] = []
  for (const { claim, channelId } of others) {
    // Only this process knows that the channel's turn as a probe is not used.
    if (channelId) resting.breakers.pass(channelId)
    const state = states.get(claim.id)
    if (channelId && isStopped(state?.hindrance)) backOffChannel(resting, channelId, STOPPED_MS)
    const decision = decideUnstarted(state)
    begun.set(claim.id, { kind: decision.kind === 'wait' ? 'wait' : 'done' })
    if (decision.kind === 'wait') {
      await release(tx, SEND_TABLE, [claim], decision.delaySeconds)
      continue
    }
    over.push(claim)
    if (decision.close) closed.push(decision.close)
    if (state && decision.kind === 'fail') blocked.push({ state, error: decision.error })
    if (state && decision.kind === 'done' && decision.lost) lost.push(state)
  }
  await failBlocked(tx, blocked)
  if (closed.length > 0) await tx.run(closeAttempts(closed))
  await markUnknown(
    tx,
    lost.map(row => row.messageId),
  )
  await insertUncertain(tx, lost)
  await complete(tx, SEND_TABLE, over)
  return begun
}

const isStopped = (hindrance: SendBlock | null | undefined) => hindrance === 'stopped' || hindrance === 'suspended'

async function markUnknown(tx: Tx, messageIds: readonly Uuid[]): Promise<void> {
  if (messageIds.length === 0) return
  const standing = await tx.rows(selectMessageStates(messageIds))
  await tx.run(moveMessages(standing.map(message => moveTo(message, 'unknown'))))
  await emit(
    tx,
    standing.map(message => statusEvent(message, { status: 'unknown', error: null })),
  )
}
