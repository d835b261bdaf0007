import type { Context } from '../../../platform/context.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { Bucket } from '../../../platform/limits/index.ts'
import type { Pace, SendOutcome } from '../../channels/index.ts'
import type { ChannelBackoff } from './channel-backoff.ts'

/**
 * Messages a second of one business over all its numbers. This is far more than one number may send, so it only stops a
 * program that runs wild.
 */
const TENANT: Omit<Bucket, 'key'> = { perSecond: 1_000, burst: 5_000 }

/** A send for which it is asked whether it may go now. */
export interface RateSubject {
  tenantId: Uuid
  channelId: Uuid
  conversationId: Uuid
  pace: Pace
}

/** Why a send has to wait, and for how many milliseconds. */
export interface RateWait {
  ms: number
  /** All sends of the channel wait, not only this conversation. */
  channel: boolean
}

const numberKey = (channelId: Uuid) => `send:number:${channelId}`
const pairKey = (conversationId: Uuid) => `send:pair:${conversationId}`
const tenantKey = (tenantId: Uuid) => `send:tenant:${tenantId}`

/** Takes a token of the number, of the customer and of the business for each send that may go; null: it has them. */
export async function takeTokens(
  { buckets }: Context,
  pacers: readonly RateSubject[],
): Promise<Array<RateWait | null>> {
  const lacks = await buckets.take(pacers.map(bucketsOf))
  return lacks.map((lack, at) => lack && { ms: lack.waitMs, channel: lack.key !== pairKey(pacers[at]!.conversationId) })
}

function bucketsOf({ tenantId, channelId, conversationId, pace }: RateSubject): Bucket[] {
  const { perSecond, burst, pair } = pace
  return [
    { key: numberKey(channelId), perSecond, burst },
    ...(pair ? [{ key: pairKey(conversationId), perSecond: 1 / pair.everySeconds, burst: pair.burst }] : []),
    { key: tenantKey(tenantId), ...TENANT },
  ]
}

/** A number whose provider says "slower" again this soon after a pause gets a longer pause. */
const AGAIN_MS = 60_000
const LONGEST_HOLD_MS = 5 * 60_000
/** A pause has helped when the provider took this many messages after it. */
const HELPED = 10

/**
 * Holds back the number or the customer that was written to too fast, for all processes and as long as the provider
 * says; a number whose pauses do not help, for twice as long each time. Many refusals of one burst count as one. Where
 * only templates have to wait, only this process holds them back.
 */
export async function slowDown(
  { buckets }: Context,
  { channelId, conversationId }: Pick<RateSubject, 'channelId' | 'conversationId'>,
  outcome: SendOutcome,
  { throttled, templatesWait }: Pick<ChannelBackoff, 'throttled' | 'templatesWait'>,
): Promise<void> {
  if (outcome.kind === 'accepted') noteTaken(throttled, channelId)
  if (outcome.kind !== 'refused' || outcome.retry === 'never') return
  const ms = (outcome.retryAfterSeconds ?? 5) * 1000
  if (outcome.class === 'slow_pair') await buckets.hold([pairKey(conversationId)], ms)
  if (outcome.class !== 'slow_number') return
  const now = performance.now()
  if (outcome.onlyTemplates) return void templatesWait.set(channelId, now + ms)
  const last = throttled.get(channelId)
  if (last && last.until > now) return
  const inVain = last && now - last.until < AGAIN_MS && last.taken < HELPED
  const times = inVain ? last.times + 1 : 0
  const hold = Math.max(ms, Math.min(ms * 2 ** times, LONGEST_HOLD_MS))
  throttled.set(channelId, { times, until: now + hold, taken: 0 })
  await buckets.hold([numberKey(channelId)], hold)
}

/** Calls that were under way when the pause began say nothing about it. */
function noteTaken(throttled: ChannelBackoff['throttled'], channelId: Uuid): void {
  const last = throttled.get(channelId)
  if (last && last.until <= performance.now()) last.taken++
}
