import { join } from 'node:path'
import { cpuMs } from './cpu.ts'
import { selfTimes, startProfile, timesByModule } from './profile.ts'
import type { Side } from './side.ts'
import { countWhile, type Dear, readDearest } from './statements.ts'
import type { Saturated } from './world.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const print = (line: string): void => console.log(line)
const oneLine = (query: string) => query.replaceAll(/\s+/g, ' ').slice(0, 170)

/**
 * Prints where the time goes at saturation: the ten dearest statements, then modules and functions of the program. The
 * times of statements and functions are by the clock: on a machine that is full, waiting for a core is in them.
 */
export async function printTop(side: Side, root: string | undefined, load: { seconds: number; outstanding: number }) {
  const { owner, world } = side
  let run: Saturated | undefined
  let dearest: Dear[] = []
  const stop = await startProfile(side.inspectPort!)
  const before = cpuMs(side.postmasterPid, 'with children')
  const work = async () => {
    run = await world.saturate(load.seconds, load.outstanding)
  }
  const onEnd = async () => {
    dearest = await readDearest(owner)
  }
  await countWhile(owner, work, { planning: true, onEnd })
  const postgresMs = cpuMs(side.postmasterPid, 'with children') - before
  const profile = await stop()
  const { answered, seconds } = run!
  print(`\n== ${side.name}: ${answered} answers in ${seconds.toFixed(1)} s, profiled and with planning timed`)
  printStatements(dearest, answered, postgresMs)
  printProfile(selfTimes(profile, root ?? ROOT), answered)
}

function printStatements(dearest: Dear[], answered: number, postgresMs: number): void {
  const sum = (of: 'planMs' | 'runMs' | 'calls') => dearest.reduce((total, statement) => total + statement[of], 0)
  const per = (value: number, width = 0) => (value / answered).toFixed(2).padStart(width)
  print(
    `PostgreSQL, ms per reply: CPU ${per(postgresMs)}; by the clock: planning ${per(sum('planMs'))}, running ${per(sum('runMs'))}; statements ${per(sum('calls'))}`,
  )
  print('ms/reply   plan    run  calls/reply  ms/call  statement')
  for (const { query, calls, planMs, runMs } of dearest.slice(0, 10)) {
    const all = planMs + runMs
    print(
      `${per(all, 8)} ${per(planMs, 6)} ${per(runMs, 6)} ${per(calls, 12)} ${(all / calls).toFixed(3).padStart(8)}  ${oneLine(query)}`,
    )
  }
}

function printProfile(all: ReturnType<typeof selfTimes>, answered: number): void {
  const times = all.filter(({ name }) => name !== '(idle)' && name !== '(root)')
  const per = (ms: number) => (ms / answered).toFixed(3).padStart(8)
  const sum = times.reduce((total, { ms }) => total + ms, 0)
  print(`\nProgram, ms per reply by module (all:${per(sum)})`)
  for (const { name, ms } of timesByModule(times).slice(0, 15)) print(`${per(ms)}  ${name}`)
  print('\nProgram, ms per reply in the function itself')
  for (const { name, ms } of times.slice(0, 25)) print(`${per(ms)}  ${name}`)
}

/** Prints every statement of the counted time with its calls per reply, the most frequent first. */
export async function printCalls({ name, owner }: Side, title: string, replies: number): Promise<void> {
  const seen = (await readDearest(owner)).toSorted((a, b) => b.calls - a.calls)
  print(`\n== ${name}, ${title}: calls per reply`)
  for (const { query, calls } of seen) print(`${(calls / replies).toFixed(2).padStart(8)}  ${oneLine(query)}`)
}
