import type { Context } from '../../../platform/context.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { Turns } from '../../../platform/pending/index.ts'
import { degradeChannel, recoverChannel } from '../../channels/index.ts'
import { type Breakers, type BreakerTimes, type BreakerTurn, type BrokenChannel, createBreakers } from './breaker.ts'

/** A channel that has to wait. Times are of `performance.now`. */
interface Rest {
  until: number
  /** Sends worth claiming when it is over: more would only be put off again. Undefined: as many as there are. */
  most: number | undefined
}

/** A number that its provider called too fast. */
export interface ThrottledNumber {
  /** How often in a row before this time, without a pause that helped. */
  times: number
  /** Until when it is held; of `performance.now`. */
  until: number
  /** What the provider has taken since. */
  taken: number
}

/** Channels that have to wait, as one process knows them: claims leave them out. The truth is in the rows' own times. */
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
 * How the channels of this process are doing; what a breaker says is shown to people.
 *
 * @param onClosed called when a channel that was left alone may be used again
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

const AWAY = 'The provider cannot be reached. Messages wait and go out by themselves when it answers again.'

async function show(context: Context, { id, tenantId }: BrokenChannel, turn: BreakerTurn): Promise<void> {
  const where = { tenantId, channelId: id }
  if (turn === 'half_open') return context.log.info(where, 'one send tries whether the provider of a channel is back')
  await context.db.tenant(tenantId, tx =>
    turn === 'open'
      ? degradeChannel(context, tx, where, 'breaker', AWAY)
      : recoverChannel(context, tx, where, 'breaker'),
  )
}

/** A channel that was short of tokens is claimed from sparingly for so long after its rest. */
const REMEMBERED_MS = 60_000

/** @param perSecond how many tokens come in; absent when it is not tokens that the channel waits for */
export function backOffChannel({ rests }: ChannelBackoff, channelId: Uuid, ms: number, perSecond?: number): void {
  const until = Math.max(rests.get(channelId)?.until ?? 0, performance.now() + ms)
  const most = perSecond === undefined ? undefined : Math.max(1, Math.ceil((perSecond * ms) / 1000))
  rests.set(channelId, { until, most })
}

/** Who has no turn now, and who has a small one. Forgets channels that have rested long ago. */
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

/** Milliseconds until the next channel has rested; Infinity when none rests. */
export function nextBackoffEnd({ rests }: ChannelBackoff): number {
  const now = performance.now()
  const ends = [...rests.values()].map(rest => rest.until).filter(until => until > now)
  return Math.min(...ends) - now
}
