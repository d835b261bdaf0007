import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { openSendingChannels, type SendingChannelOpened } from '../../channels/index.ts'
import type { SendPermit, SendStarter, StartCandidate, StartedSend } from '../outbound/send-starter.ts'
import type { StartedAttempt } from './begin-attempts.ts'
import type { ChannelBackoff } from './channel-backoff.ts'
import { claimQuota, type SendSlot } from './concurrency.ts'
import { takeTokens } from './send-rate.ts'

/** The claimed sends of one conversation, the first of them committed as `sending` already. */
export interface StartedLane extends SendSlot {
  rows: StartedSend['rows']
  fence: number
  first: StartedAttempt
}

/** What the starter needs to know of the sender of this process. */
export interface SenderState {
  resting: ChannelBackoff
  /** The slots in use now. */
  active(): Iterable<SendSlot>
  /** Takes a lane that needs no claim. */
  take(lane: StartedLane): void
}

/** A starter that ends with its sender. */
export interface EndingStarter extends SendStarter {
  /** Gives no more permits; resolves when those it gave were used, or their transactions have failed. */
  close(): Promise<void>
}

/** Lets new messages leave without a claim, while their channel works and their number has tokens left. */
export function createStarter(context: Context, sender: SenderState): EndingStarter {
  const open = new Set<Promise<void>>()
  let closed = false
  const choose = async (tx: Tx, candidates: readonly StartCandidate[]): Promise<SendPermit | undefined> => {
    if (closed) return undefined
    const ready = await readyAmong(context, tx, sender, candidates)
    if (ready.size === 0) return undefined
    const { promise, resolve } = Promise.withResolvers<void>()
    open.add(promise)
    tx.afterEnd(() => {
      open.delete(promise)
      resolve()
    })
    return { ids: new Set(ready.keys()), start: sends => startAll(sender, ready, sends) }
  }
  return {
    choose,
    close: async () => {
      closed = true
      await Promise.all(open)
    },
  }
}

function startAll(
  sender: SenderState,
  ready: ReadonlyMap<Uuid, SendingChannelOpened>,
  sends: readonly StartedSend[],
): void {
  for (const send of sends) {
    const opened = ready.get(send.rows[0]!.id)
    if (opened) sender.take(laneOf(send, opened))
  }
}

function laneOf({ tenantId, conversation, rows, fence }: StartedSend, opened: SendingChannelOpened): StartedLane {
  const row = rows[0]!
  const { channel, credentials, sealed, shownAway } = opened
  const first: StartedAttempt = {
    messageId: row.id,
    no: 1,
    fence,
    conversationId: conversation.id,
    channelId: conversation.channelId,
    type: row.type,
    content: row.content,
    replyToProviderId: row.replyToProviderId,
    address: conversation.address,
    addressKind: conversation.addressKind,
    trace: row.trace,
    claim: { tenantId, id: row.id, lane: conversation.id, ref: '1', attempts: 0, fence },
    channel,
    credentials,
    sealed,
    shownAway,
  }
  return { tenantId, channelId: conversation.channelId, rows, fence, first }
}

/** The claims of a started lane, in the order of its messages. */
export const claimsOf = ({ tenantId, rows, fence }: StartedLane) =>
  rows.map(row => ({ tenantId, id: row.id, lane: row.conversationId, ref: '1', attempts: 0, fence }))

/** The candidates that may leave now, with their channels. Files wait for a claim: they have other deadlines. */
async function readyAmong(
  context: Context,
  tx: Tx,
  { resting, active }: SenderState,
  candidates: readonly StartCandidate[],
): Promise<Map<Uuid, SendingChannelOpened>> {
  const { limit, perTenant, without } = claimQuota(active())
  const full = new Set(without)
  const free = candidates.filter(
    ({ row }) =>
      !row.content.media && !full.has(tx.tenantId) && !full.has(row.channelId) && isAwake(resting, row.channelId),
  )
  const within = free.slice(0, Math.max(0, Math.min(limit, perTenant)))
  if (within.length === 0) return new Map()
  const channels = await openSendingChannels(
    context,
    tx,
    within.map(({ row }) => row.channelId),
  )
  const working = within.flatMap(candidate => {
    const opened = channels.get(candidate.row.channelId)
    return opened && 'channel' in opened && !opened.stopped ? [{ ...candidate, opened }] : []
  })
  const waits = await takeTokens(
    context,
    working.map(({ row, opened: { pace } }) => ({
      tenantId: tx.tenantId,
      channelId: row.channelId,
      conversationId: row.conversationId,
      pace,
    })),
  )
  return new Map(working.flatMap(({ row, opened }, at) => (waits[at] ? [] : [[row.id, opened] as const])))
}

function isAwake({ breakers, rests, templatesWait }: ChannelBackoff, channelId: Uuid): boolean {
  const until = Math.max(rests.get(channelId)?.until ?? 0, templatesWait.get(channelId) ?? 0)
  return until <= performance.now() && breakers.isClosed(channelId)
}
