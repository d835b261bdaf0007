import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf, StartError } from './errors.ts'
import { isAlive, startedAt } from './process.ts'

/** The hold of one program on a data folder; `release` gives it back. */
export interface DataLock {
  release(): Promise<void>
}

/**
 * Takes the data folder for this process, so that two programs never serve one folder. A lock whose process is gone (or
 * whose pid now belongs to another process) is taken over. Throws `DATA_DIR_IN_USE` when a live program holds it and
 * `DATA_DIR_UNWRITABLE` when the file cannot be written.
 */
export async function lockDataDir(dataDir: string): Promise<DataLock> {
  const path = join(dataDir, 'tawsil.lock')
  const mine = `${process.pid} ${await startedAt(process.pid)}`
  for (let tries = 0; tries < 5; tries++) {
    if (await create(path, mine)) return { release: () => release(path, mine) }
    const held = await readLock(path)
    if (held === undefined) continue
    if (await isHeld(held)) {
      const pid = held.split(' ')[0]
      throw new StartError('DATA_DIR_IN_USE', `Another Tawsil (process ${pid}) runs on ${dataDir}: stop it first.`)
    }
    await takeAway(path, held)
  }
  throw new StartError('DATA_DIR_IN_USE', `${path} changes hands all the time: stop the other Tawsil first.`)
}

async function create(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw new StartError('DATA_DIR_UNWRITABLE', `Cannot write ${path} (${codeOf(error)}): make the folder writable.`)
  }
}

async function readLock(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw new StartError('DATA_DIR_UNWRITABLE', `Cannot read ${path} (${codeOf(error)}): it belongs to another user.`)
  }
}

async function isHeld(content: string): Promise<boolean> {
  const [pid, started] = content.split(' ')
  if (!(Number(pid) > 0) || Number(pid) === process.pid) return false
  return (await isAlive(Number(pid))) && (await startedAt(Number(pid))) === (started ?? '')
}

/** Moves a dead lock aside. If another program renewed it in between, it is put back. */
async function takeAway(path: string, dead: string): Promise<void> {
  const aside = `${path}.${process.pid}`
  try {
    await rename(path, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  const moved = await readFile(aside, 'utf8')
  if (moved !== dead) await create(path, moved)
  await rm(aside, { force: true })
}

async function release(path: string, mine: string): Promise<void> {
  if ((await readLock(path)) === mine) await rm(path, { force: true })
}
