import { summarize } from '../lib/stats.ts'
import type { Offered } from './world.ts'

/** A rate is sustained when 95 of 100 answers come earlier than this. */
const P95_MS = 250
const START = 25
const LOWEST = 3

/** The rates that are tried, up by the square root of two: 25, 35, 50, 71, 100 … */
export const rateAt = (step: number): number => Math.round(START * 2 ** (step / 2))

/** Why a rate is not sustained; undefined when it is. */
export function whyNot({ delays, unanswered, waiting, refused }: Offered, perSecond: number): string | undefined {
  if (unanswered > 0) return `${unanswered} without an answer`
  if (refused > 0) return `${refused} webhooks not taken`
  const { p95 } = summarize(delays)
  if (p95 >= P95_MS) return `p95 ${Math.round(p95)} ms`
  const third = Math.floor(waiting.length / 3)
  const [first, last] = [mean(waiting.slice(0, third)), mean(waiting.slice(-third))]
  // A tenth of a second of work more than at the beginning is chance.
  if (third > 0 && last - first > perSecond / 10) return `queue grows from ${Math.round(first)} to ${Math.round(last)}`
  return undefined
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Offers one rate; undefined: it is sustained. */
export type Try = (perSecond: number) => Promise<string | undefined>

/**
 * The highest rate that is sustained, or 0. Rates go up until one fails twice (a noisy machine may fail it once); when
 * already the first fails, they go down.
 */
export async function searchRate(attempt: Try, most = Number.POSITIVE_INFINITY): Promise<number> {
  const passes = async (rate: number) => (await attempt(rate)) === undefined || (await attempt(rate)) === undefined
  if (await passes(rateAt(0))) {
    let step = 0
    while (rateAt(step + 1) <= most && (await passes(rateAt(step + 1)))) step++
    return rateAt(step)
  }
  for (let step = -1; rateAt(step) >= LOWEST; step--) if (await passes(rateAt(step))) return rateAt(step)
  return 0
}
