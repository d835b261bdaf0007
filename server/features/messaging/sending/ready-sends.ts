import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { timeOf, type Uuid } from '../../../platform/ids/index.ts'
import type { Claim } from '../../../platform/pending/index.ts'
import { SECRETS_ERRORS } from '../../../platform/secrets/index.ts'
import { openSendingChannels, type ProviderError, type SendingChannelOpened } from '../../channels/index.ts'
import { lockSendingConversations, selectTemplates } from './attempt.sql.ts'
import { backOffChannel, type ChannelBackoff } from './channel-backoff.ts'
import { type RateSubject, takeTokens } from './send-rate.ts'

export type OpenedChannel = SendingChannelOpened | ProviderError

/** A send that must wait. It costs no attempt. */
export interface WaitingSend {
  claim: Claim
  delaySeconds: number
}

export interface ReadySends {
  /** The claims that may be started now. */
  go: Claim[]
  wait: WaitingSend[]
  /** The channel of each conversation. */
  channelOf: Map<Uuid, Uuid>
  /** The result of opening each channel. */
  senders: Map<Uuid, OpenedChannel>
}

/** How often a stopped channel is checked again. */
export const STOPPED_MS = 15_000
/** Waits are rounded up to this, so that a channel's sends become due together. */
const STEP_MS = 250

/**
 * Decides which of the claimed sends may go now: their channel works, and the number, the customer and the business
 * each have a token left. Locks their conversations. A send that has to wait uses up no attempt.
 */
export async function pickReadySends(
  context: Context,
  tx: Tx,
  claims: readonly Claim[],
  resting: ChannelBackoff,
): Promise<ReadySends> {
  const conversations = await tx.rows(lockSendingConversations(claims.map(claim => claim.lane)))
  const channelOf = new Map(conversations.map(conversation => [conversation.id, conversation.channelId]))
  const senders = await openSendingChannels(context, tx, [...channelOf.values()])
  const admitted: ReadySends = { go: [], wait: [], channelOf, senders }
  const asking: Asking[] = []
  for (const claim of claims) {
    const channelId = channelOf.get(claim.lane)
    const sender = channelId && senders.get(channelId)
    // A wrong key, or a key service that is away, is no fault of the message.
    if (channelId && sender && isLocked(sender) && isYoung(claim))
      admitted.wait.push(atRest(claim, channelId, STOPPED_MS, resting))
    // A send whose channel cannot be opened is refused without a call, so it needs no token.
    else if (!channelId || !sender || !('channel' in sender)) admitted.go.push(claim)
    else if (sender.stopped && isYoung(claim)) admitted.wait.push(atRest(claim, channelId, STOPPED_MS, resting))
    // Whether it goes on waiting is decided in the statement that makes it 'sending'.
    else if (sender.stopped) admitted.go.push(claim)
    else
      asking.push({ claim, pacer: { tenantId: tx.tenantId, channelId, conversationId: claim.lane, pace: sender.pace } })
  }
  const unheld = await withoutHeldTemplates(tx, asking, admitted, resting)
  const ready = unheld.filter(({ claim, pacer: { channelId } }) => {
    const ms = resting.breakers.wait(channelId)
    if (ms > 0) admitted.wait.push(atRest(claim, channelId, ms, resting))
    return ms === 0
  })
  await askForTokens(context, ready, admitted, resting)
  return admitted
}

const LOCKED = new Set<string | number>(['CHANNEL_CREDENTIALS_CLOSED', SECRETS_ERRORS.SECRETS_UNAVAILABLE.code])
const isLocked = (sender: OpenedChannel): boolean => !('channel' in sender) && LOCKED.has(sender.code)

const DAY_MS = 24 * 60 * 60_000
const isYoung = ({ id }: Claim): boolean => Date.now() - timeOf(id) < DAY_MS

interface Asking {
  claim: Claim
  pacer: RateSubject
}

/** When a channel may not start conversations now, its templates wait by themselves; answers go on. */
async function withoutHeldTemplates(
  tx: Tx,
  asking: readonly Asking[],
  admitted: ReadySends,
  { templatesWait }: ChannelBackoff,
): Promise<readonly Asking[]> {
  const now = performance.now()
  const waitOf = ({ pacer }: Asking) => (templatesWait.get(pacer.channelId) ?? 0) - now
  const held = asking.filter(one => waitOf(one) > 0)
  if (held.length === 0) return asking
  const rows = await tx.rows(selectTemplates(held.map(({ claim }) => claim.id)))
  const templates = new Set(rows.map(row => row.id))
  return asking.filter(one => {
    const waits = templates.has(one.claim.id)
    if (waits) admitted.wait.push({ claim: one.claim, delaySeconds: inSteps(waitOf(one)) / 1000 })
    return !waits
  })
}

async function askForTokens(
  context: Context,
  asking: readonly Asking[],
  admitted: ReadySends,
  resting: ChannelBackoff,
): Promise<void> {
  const waits = await takeTokens(
    context,
    asking.map(one => one.pacer),
  )
  for (const [at, { claim, pacer }] of asking.entries()) {
    const wait = waits[at]
    if (!wait) admitted.go.push(claim)
    else {
      // Only this process knows that the channel's turn as a probe is not used.
      resting.breakers.pass(pacer.channelId)
      admitted.wait.push(
        wait.channel
          ? atRest(claim, pacer.channelId, wait.ms, resting, pacer.pace.perSecond)
          : { claim, delaySeconds: inSteps(wait.ms) / 1000 },
      )
    }
  }
}

/** All sends of the channel wait with this one. */
function atRest(claim: Claim, channelId: Uuid, ms: number, resting: ChannelBackoff, perSecond?: number): WaitingSend {
  const rounded = inSteps(ms)
  backOffChannel(resting, channelId, rounded, perSecond)
  return { claim, delaySeconds: rounded / 1000 }
}

const inSteps = (ms: number): number => Math.ceil(ms / STEP_MS) * STEP_MS
