import { median } from '../lib/stats.ts'
import type { measureLone, measureSaturated } from './measure.ts'

type Lone = Awaited<ReturnType<typeof measureLone>>
type Saturation = Awaited<ReturnType<typeof measureSaturated>>

/** The figures of one side under their published names: `saturated` are rounds, of which medians count. */
export function figuresOf(lone: Lone, saturated: Saturation[]) {
  const of = (key: Exclude<keyof Saturation, 'counts'>) => median(saturated.map(round => round[key]))
  const counted = (key: keyof Saturation['counts']) => median(saturated.map(round => round.counts[key]))
  return {
    statementsPerReply: lone.statementsPerReply,
    queriesPerReply: lone.queriesPerReply,
    commitsPerReply: lone.commitsPerReply,
    transactionsPerReply: lone.transactionsPerReply,
    statementsPerReplySaturated: counted('statementsPerReply'),
    queriesPerReplySaturated: counted('queriesPerReply'),
    commitsPerReplySaturated: counted('commitsPerReply'),
    transactionsPerReplySaturated: counted('transactionsPerReply'),
    walBytesPerReply: counted('walBytesPerReply'),
    walPageBytesPerReply: counted('walPageBytesPerReply'),
    programCpuMsPerReply: of('programCpuMsPerReply'),
    postgresCpuMsPerReply: of('postgresCpuMsPerReply'),
    outsideCpuMsPerReply: of('outsideCpuMsPerReply'),
    saturatedPerSecond: of('perSecond'),
    sendsPerReply: of('sendsPerReply'),
    refused: saturated.reduce((sum, round) => sum + round.refused, 0),
    unanswered: saturated.reduce((sum, round) => sum + round.unanswered, 0),
  }
}

export type SideFigures = ReturnType<typeof figuresOf>

/** What the other side measured, with ratios of ours to it. */
export function compare(ours: SideFigures, other: SideFigures): Record<string, number> {
  const named = Object.entries(other).map(([key, value]) => [`against${key[0]!.toUpperCase()}${key.slice(1)}`, value])
  return {
    ...Object.fromEntries(named),
    saturatedPerSecondRatio: ours.saturatedPerSecond / other.saturatedPerSecond,
    programCpuRatio: ours.programCpuMsPerReply / other.programCpuMsPerReply,
    postgresCpuRatio: ours.postgresCpuMsPerReply / other.postgresCpuMsPerReply,
  }
}
