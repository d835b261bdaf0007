import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockDataDir } from './lock.ts'
import { startedAt } from './process.ts'

describe('the lock of a data folder', () => {
  let dataDir: string
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tawsil-lock-'))
  })
  afterEach(() => rm(dataDir, { recursive: true }))
  const file = () => join(dataDir, 'tawsil.lock')

  it('is refused while the process that holds it lives, naming it', async () => {
    await writeFile(file(), `${process.ppid} ${await startedAt(process.ppid)}`)
    await expect(lockDataDir(dataDir)).rejects.toThrow(`Another Tawsil (process ${process.ppid}) runs on ${dataDir}`)
  })

  it('is taken over from a process that is gone', async () => {
    await writeFile(file(), '4194304 1')
    const lock = await lockDataDir(dataDir)
    expect(await readFile(file(), 'utf8')).toMatch(new RegExp(`^${process.pid} `))
    await lock.release()
    await expect(readFile(file())).rejects.toThrow('ENOENT')
  })

  it.skipIf(process.platform !== 'linux')('is taken over when its pid now belongs to a later process', async () => {
    await writeFile(file(), `${process.ppid} 1`)
    await (await lockDataDir(dataDir)).release()
  })

  it('is taken over from a file that a crash left empty', async () => {
    await writeFile(file(), '')
    await (await lockDataDir(dataDir)).release()
  })

  it('does not remove a lock that is no longer ours', async () => {
    const lock = await lockDataDir(dataDir)
    await writeFile(file(), `${process.ppid} ${await startedAt(process.ppid)}`)
    await lock.release()
    expect(await readFile(file(), 'utf8')).toContain(`${process.ppid}`)
  })
})
