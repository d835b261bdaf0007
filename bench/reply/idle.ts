import { setTimeout as wait } from 'node:timers/promises'
import { cpuMs } from './cpu.ts'
import { settle } from './settle.ts'
import { type Cleanups, openSide, type Side } from './side.ts'

export interface IdleOptions {
  /** undefined: this checkout. */
  against: string | undefined
  quietSeconds: number
  measuredSeconds: number
}

const SIZES = [1, 2_000]
/** So that every part of the program has worked once. */
const GREETINGS = 20

/**
 * CPU seconds a minute of program and PostgreSQL together, after a quiet time: with 1 and with 2,000 businesses, all
 * at once, because they do not compete for anything.
 */
export async function measureIdle({ against, quietSeconds, measuredSeconds }: IdleOptions, cleanups: Cleanups) {
  const figures: Record<string, number> = {}
  const sides: Side[] = []
  for (const [name, root] of [['', undefined] as const, ...(against ? [['against', against] as const] : [])]) {
    for (const businesses of SIZES) {
      const side = await openSide({ name: `${name || 'ours'}-${businesses}`, root, businesses, answerMs: 10 }, cleanups)
      sides.push(side)
      await side.world.offer(5, GREETINGS)
      await settle(side.owner)
    }
  }
  await wait(quietSeconds * 1000)
  const before = sides.map(readCpu)
  await wait(measuredSeconds * 1000)
  for (const [at, side] of sides.entries()) {
    const after = readCpu(side)
    const perMinute = (of: 'program' | 'postgres') => ((after[of] - before[at]![of]) / 1000) * (60 / measuredSeconds)
    const [who, businesses] = side.name.split('-')
    const key = (what: string) =>
      `${who === 'ours' ? '' : 'against'}${what}${businesses === '1' ? '' : `With${businesses}`}`.replace(/^./, first =>
        first.toLowerCase(),
      )
    figures[key('IdleCpuSecondsPerMinute')] = perMinute('program') + perMinute('postgres')
    figures[key('IdleProgramCpuSeconds')] = perMinute('program')
    figures[key('IdlePostgresCpuSeconds')] = perMinute('postgres')
  }
  return figures
}

const readCpu = (side: Side) => ({
  program: cpuMs(side.programPid, 'alone'),
  postgres: cpuMs(side.postmasterPid, 'with children'),
})
