import { summarize } from '../lib/stats.ts'
import { searchRate, whyNot } from './search.ts'
import { settle } from './settle.ts'
import type { Side } from './side.ts'

/** More than a bot may give for one business in a minute would silence it: that is a rule, not a limit of speed. */
const ANSWERS_A_MINUTE = 60

/** The highest sustained rate of each side; they try in turn, so that a noisy time hits both. */
export async function findRates(sides: Side[], seconds: number, businesses: number): Promise<number[]> {
  const most = (businesses * ANSWERS_A_MINUTE) / 60
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work)
    // Whoever asked for `mine` gets its error; the next one only waits for its end.
    turn = mine.catch(() => undefined)
    return mine
  }
  return await Promise.all(
    sides.map(side => searchRate(perSecond => inTurn(() => tryRate(side, perSecond, seconds)), most)),
  )
}

async function tryRate(side: Side, perSecond: number, seconds: number): Promise<string | undefined> {
  const offered = await side.world.offer(perSecond, perSecond * seconds)
  await settle(side.owner)
  const reason = whyNot(offered, perSecond)
  const { p50, p95 } = summarize(offered.delays)
  console.error(`${side.name}: ${perSecond} a second, p50 ${p50} ms, p95 ${p95} ms: ${reason ?? 'sustained'}`)
  return reason
}

/** Milliseconds of 95 in 100 answers at a rate. */
export async function p95At({ world }: Side, perSecond: number, seconds: number): Promise<number> {
  const rate = Math.max(1, Math.round(perSecond))
  return summarize((await world.offer(rate, rate * seconds)).delays).p95
}
