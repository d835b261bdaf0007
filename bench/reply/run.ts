import { median } from '../lib/stats.ts'
import { BACKLOG, queueBacklog } from './backlog.ts'
import { compare, figuresOf } from './figures.ts'
import { FLOOR_NOTE, type FloorRun, runFloor } from './floor/floor.ts'
import { measureLone, measureSaturated, warmUp } from './measure.ts'
import { findRates, p95At } from './rates.ts'
import { settle } from './settle.ts'
import { type Cleanups, openSide, type Side } from './side.ts'
import { printCalls, printTop } from './top.ts'

export interface RunOptions {
  /** Of each measurement. */
  seconds: number
  rounds: number
  /** Answers before anything is measured. */
  warmUp: number
  /** Not the figures that need a machine of one's own. */
  countsOnly: boolean
  top: boolean
  against: string | undefined
  businesses: number
  /** Customers who wait at the same time when the program is saturated. */
  outstanding: number
}

const ANSWER_MS = 10

const NOTES = [
  'a reply: from the call of the webhook to the arrival of the bot’s answer at the twin; whole program in one process, embedded PostgreSQL, fsync on; customers and twin are one process of their own on the same machine',
  'perReply: of a message when five a second arrive, less what a quiet program does in that time; Saturated, walBytes and CPU: while so many customers as `outstanding` always wait for an answer; CPU by the operating system’s accounting',
  'repliesPerSecond: the highest offered rate whose p95 is below 250 ms and whose queue does not grow',
]

/** Runs everything. The caller cleans up. */
export async function measureReply(options: RunOptions, cleanups: Cleanups) {
  const sides = await openSides(options, cleanups)
  for (const side of sides) await warmUp(side, options.warmUp, options.outstanding)
  const costs = await measureCosts(options, sides)
  const [ours, other] = costs.map(({ lone, saturated }) => figuresOf(lone, saturated))
  const figures: Record<string, number> = { ...ours!, ...(other ? compare(ours!, other) : {}) }
  if (options.top) await printTops(options, sides)
  if (!options.countsOnly) {
    Object.assign(figures, await measureFloor(options, sides[0]!, ours!.commitsPerReplySaturated))
    Object.assign(figures, await measureSpeed(options, sides))
  }
  const { businesses, outstanding } = options
  return {
    figures: { ...figures, businesses, outstanding, answerMs: ANSWER_MS, backlog: BACKLOG },
    notes: [...NOTES, FLOOR_NOTE],
  }
}

async function openSides({ against, businesses, top }: RunOptions, cleanups: Cleanups): Promise<Side[]> {
  const sides: Side[] = []
  const roots = [{ name: 'ours', root: undefined }, ...(against ? [{ name: 'against', root: against }] : [])]
  for (const { name, root } of roots) {
    // One more, for the backlog.
    const options = { name, root, businesses: businesses + 1, served: businesses, answerMs: ANSWER_MS, inspect: top }
    sides.push(await openSide(options, cleanups))
  }
  return sides
}

async function measureCosts({ seconds, rounds, outstanding, top }: RunOptions, sides: Side[]) {
  const costs = []
  for (const side of sides) {
    const show = (title: string, replies: number) => printCalls(side, title, replies)
    costs.push({ lone: await measureLone(side, seconds, top ? show : undefined), saturated: [] as Saturation[] })
  }
  for (let round = 0; round < rounds; round++) {
    for (const [at, side] of sides.entries()) {
      costs[at]!.saturated.push(await measureSaturated(side, seconds, outstanding))
    }
  }
  return costs
}

type Saturation = Awaited<ReturnType<typeof measureSaturated>>

async function printTops({ against, seconds, outstanding }: RunOptions, sides: Side[]): Promise<void> {
  for (const [at, side] of sides.entries())
    await printTop(side, at === 0 ? undefined : against, { seconds, outstanding })
}

/** Ours and the floor in turn, on the same database. */
async function measureFloor({ seconds, rounds, outstanding }: RunOptions, side: Side, commitsPerReply: number) {
  const pairs: { ours: Saturation; floor: FloorRun }[] = []
  for (let round = 0; round < rounds; round++) {
    const ours = await measureSaturated(side, seconds, outstanding)
    pairs.push({ ours, floor: await runFloor(side, seconds, commitsPerReply) })
    await warmUp(side, outstanding, outstanding)
  }
  const cpu = (run: { programCpuMsPerReply: number; postgresCpuMsPerReply: number }) =>
    run.programCpuMsPerReply + run.postgresCpuMsPerReply
  return {
    ratioToFloor: median(pairs.map(({ ours, floor }) => ours.perSecond / floor.perSecond)),
    cpuRatioToFloor: median(pairs.map(({ ours, floor }) => cpu(floor) / cpu(ours))),
    floorPerSecond: median(pairs.map(({ floor }) => floor.perSecond)),
    floorProgramCpuMsPerReply: median(pairs.map(({ floor }) => floor.programCpuMsPerReply)),
    floorPostgresCpuMsPerReply: median(pairs.map(({ floor }) => floor.postgresCpuMsPerReply)),
  }
}

/** Sustained rates of all sides, and how long an answer takes at a third of ours. */
async function measureSpeed({ seconds, businesses }: RunOptions, sides: Side[]): Promise<Record<string, number>> {
  const [ours, other] = await findRates(sides, seconds, businesses)
  const side = sides[0]!
  await settle(side.owner)
  const p95AtThird = await p95At(side, ours! / 3, seconds)
  await queueBacklog(side, businesses)
  return {
    repliesPerSecond: ours!,
    ...(other === undefined ? {} : { againstRepliesPerSecond: other, repliesPerSecondRatio: ours! / other }),
    p95AtThird,
    p95AtThirdBesideBacklog: await p95At(side, ours! / 3, seconds),
  }
}
