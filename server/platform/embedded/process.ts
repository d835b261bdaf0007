import { readFile, readlink, stat } from 'node:fs/promises'

/**
 * Whether a process runs. A zombie counts as dead: in a container whose first process reaps no children, a killed server stays
 * in the process table for ever and still answers to signal 0.
 */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return (await statFields(pid))?.[0] !== 'Z'
}

/**
 * What tells this process from a later one with the same pid: its start in clock ticks since boot (Linux), or an empty
 * string where the system does not tell.
 */
export async function startedAt(pid: number): Promise<string> {
  return (await statFields(pid))?.[19] ?? ''
}

/** Whether the working directory of a process is this folder; undefined where the system does not tell. */
export async function worksIn(pid: number, folder: string): Promise<boolean | undefined> {
  if (process.platform !== 'linux') return undefined
  try {
    await readlink(`/proc/${pid}/cwd`)
    const [theirs, ours] = await Promise.all([stat(`/proc/${pid}/cwd`), stat(folder)])
    return theirs.dev === ours.dev && theirs.ino === ours.ino
  } catch {
    // Gone meanwhile, or another user's process: in both cases it is not the server that we started here.
    return false
  }
}

/** The fields of /proc/<pid>/stat from field 3 (the state) on, or undefined. The name before them may hold blanks. */
async function statFields(pid: number): Promise<string[] | undefined> {
  if (process.platform !== 'linux') return undefined
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}
