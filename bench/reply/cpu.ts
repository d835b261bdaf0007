import { readdirSync, readFileSync } from 'node:fs'

/** Linux gives the times of a process in hundredths of a second on every architecture. */
const TICK_MS = 10

/** CPU times of a process as /proc/<pid>/stat has them, in milliseconds. */
export interface ProcessTimes {
  parent: number
  /** Used by the process itself, in user and kernel mode. */
  own: number
  /** Used by its children that have ended, and by theirs. */
  ended: number
}

/** Reads one line of /proc/<pid>/stat. The second field is a name that may contain spaces and brackets. */
export function parseStat(line: string): ProcessTimes {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
  const ticks = (at: number) => Number(fields[at]) * TICK_MS
  return { parent: Number(fields[1]), own: ticks(11) + ticks(12), ended: ticks(13) + ticks(14) }
}

/** CPU milliseconds of a process since it started, with its ended children, and with its living ones if wanted. */
export function cpuMs(pid: number, children: 'with children' | 'alone'): number {
  const { own, ended } = parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  if (children === 'alone') return own + ended
  return own + ended + livingChildren(pid)
}

function livingChildren(pid: number): number {
  let sum = 0
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const times = timesOf(entry)
    if (times?.parent === pid) sum += times.own + times.ended
  }
  return sum
}

/** Undefined when the process has ended meanwhile: then its parent has its time. */
function timesOf(pid: string): ProcessTimes | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return undefined
  }
}
