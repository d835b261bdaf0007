import type { Context } from '../../../platform/context.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { Turns } from '../../../platform/pending/index.ts'
import { degradeChannel, recoverChannel, type StatusCause } from '../../channels/index.ts'
import { type Breakers, type BreakerTimes, type BreakerTurn, type BrokenChannel, createBreakers } from './breaker.ts'

/** A channel that has to wait. Times are those of `performance.now`. */
interface Rest {
  until: number
  /**
   * How many sends are worth claiming when the wait is over: more would only be put off again. Undefined: all of them.
   */
  most: number | undefined
}

/** A number that was called faster than its provider allows. */
export interface ThrottledNumber {
  /** How many pauses before this one did not help. */
  times: number
  /** Until when it is held back; time of `performance.now`. */
  until: number
  /** How many messages the provider has taken since. */
  taken: number
}

/**
 * Channels that have to wait, as one process knows them; claims leave them out. The times in the rows are the truth.
 */
export interface ChannelBackoff {
  breakers: Breakers
  rests: Map<Uuid, Rest>
  throttled: Map<Uuid, ThrottledNumber>
  /** Channels whose templates have to wait, and until when. */
  templatesWait: Map<Uuid, number>
}

export const createChannelBackoff = (breakers: Breakers): ChannelBackoff => ({
  breakers,
  rests: new Map(),
  throttled: new Map(),
  templatesWait: new Map(),
})

/**
 * Follows the channels of this process; state changes of breakers are shown to people.
 *
 * @param onClosed called when a channel may be used again
 */
export function openChannelBackoff(context: Context, times: BreakerTimes, onClosed: () => void): ChannelBackoff {
  const breakers = createBreakers((channel, turn) => {
    if (turn === 'closed') resting.rests.delete(channel.id)
    show(context, channel, turn)
      .then(() => turn === 'closed' && onClosed())
      .catch(error => context.log.error({ err: error, channelId: channel.id }, 'a change of a breaker is not shown'))
  }, times)
  const resting = createChannelBackoff(breakers)
  return resting
}

const AWAY: StatusCause = {
  reason: 'The provider cannot be reached. Messages wait and go out by themselves when it answers again.',
  meaning: 'provider_unreachable',
}

async function show(context: Context, { id, tenantId }: BrokenChannel, turn: BreakerTurn): Promise<void> {
  const where = { tenantId, channelId: id }
  if (turn === 'half_open') return context.log.info(where, 'one send tries whether the provider of a channel is back')
  await context.db.tenant(tenantId, tx =>
    turn === 'open'
      ? degradeChannel(context, tx, where, 'breaker', AWAY)
      : recoverChannel(context, tx, where, 'breaker'),
  )
}

/** For this long after a channel lacked tokens, only few of its sends are claimed. */
const REMEMBERED_MS = 60_000

/** @param perSecond how many tokens come in; absent when the channel does not wait for tokens */
export function backOffChannel({ rests }: ChannelBackoff, channelId: Uuid, ms: number, perSecond?: number): void {
  const until = Math.max(rests.get(channelId)?.until ?? 0, performance.now() + ms)
  const most = perSecond === undefined ? undefined : Math.max(1, Math.ceil((perSecond * ms) / 1000))
  rests.set(channelId, { until, most })
}

/**
 * The channels that may not be claimed from now, and those that only few sends may be claimed from. Forgets channels
 * whose wait ended long ago.
 */
export function claimLimitsOf({ rests }: ChannelBackoff): Turns {
  const now = performance.now()
  const without: Uuid[] = []
  const most = new Map<Uuid, number>()
  for (const [id, rest] of rests) {
    if (rest.until > now) without.push(id)
    else if (rest.most === undefined || rest.until + REMEMBERED_MS < now) rests.delete(id)
    else most.set(id, rest.most)
  }
  return { without, most }
}

/** Milliseconds until the next wait of a channel ends; Infinity when none waits. */
export function nextBackoffEnd({ rests }: ChannelBackoff): number {
  const now = performance.now()
  const ends = [...rests.values()].map(rest => rest.until).filter(until => until > now)
  return Math.min(...ends) - now
}
