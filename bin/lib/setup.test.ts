import { spawnSync } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ROOT } from './sources.ts'

const PINNED = `node-${process.platform}-${process.arch}`
const OLD_NODE = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '24.6.9' } })`

/** What npm makes of the locked package of this platform: it works, it is for another Linux, or it is left out. */
type Outcome = 'works' | 'cannot run' | 'left out'

describe('bin/setup', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tawsil-setup-'))
    await mkdir(join(folder, 'bin'))
    await mkdir(join(folder, 'path'))
    await mkdir(join(folder, 'tmp'))
    await copyFile(join(ROOT, 'bin', 'setup'), join(folder, 'bin', 'setup'))
    await symlink(process.execPath, join(folder, 'path', 'node'))
    await writeFile(join(folder, 'old.cjs'), OLD_NODE)
  })
  afterEach(() => rm(folder, { recursive: true }))

  /** In place of npm stands a script that installs nothing but the Node, as npm would, and counts its runs. */
  async function prepare(locked: boolean, outcome: Outcome) {
    const packages = locked ? { [`node_modules/${PINNED}`]: { version: '24.21.0' } } : {}
    await writeFile(join(folder, 'package-lock.json'), JSON.stringify({ packages }, null, 2))
    const target = outcome === 'works' ? process.execPath : '/nowhere'
    const bin = `node_modules/${PINNED}/bin`
    const install = outcome === 'left out' ? '' : `mkdir -p ${bin} && ln -s ${target} ${bin}/node`
    const npm = `#!/bin/sh\nset -e\necho "$*" >>runs\nrm -rf node_modules\nmkdir node_modules\n${install}\n`
    await writeFile(join(folder, 'path', 'npm'), npm, { mode: 0o755 })
  }

  function setup(options: { old?: boolean } = {}) {
    const { status, stderr } = spawnSync(join(folder, 'bin', 'setup'), {
      encoding: 'utf8',
      env: {
        TMPDIR: join(folder, 'tmp'),
        PATH: `${join(folder, 'path')}:/usr/bin:/bin`,
        ...(options.old && { NODE_OPTIONS: `--require=${join(folder, 'old.cjs')}` }),
      },
    })
    return { status, stderr }
  }

  /** Who holds the lock of the installation: nobody, once the program has ended. */
  const holders = async () => (await readdir(join(folder, 'tmp'))).filter(name => name.startsWith('tawsil-setup-'))
  const runs = async () => (await readFile(join(folder, 'runs'), 'utf8')).trimEnd().split('\n').length
  const link = () => readlink(join(folder, 'node_modules', '.bin', 'node'))

  it('links the locked Node of this platform, whatever Node started it, and the second time installs nothing', async () => {
    await prepare(true, 'works')
    expect(setup({ old: true })).toMatchObject({ status: 0 })
    expect(await link()).toBe(`../${PINNED}/bin/node`)
    expect(setup({ old: true })).toEqual({ status: 0, stderr: '' })
    expect(await runs()).toBe(1)
  })

  it('lets the next one have its turn when it fails', async () => {
    await prepare(true, 'left out')
    expect(setup()).toMatchObject({ status: 1 })
    expect(await holders()).toEqual([])
    await prepare(false, 'left out')
    expect(setup({ old: true })).toMatchObject({ status: 1 })
    expect(await holders()).toEqual([])
  })

  it('does not go on with another Node when npm left out the locked one, and tries again the next time', async () => {
    await prepare(true, 'left out')
    expect(setup()).toMatchObject({ status: 1, stderr: expect.stringContaining(`could not install the pinned Node`) })
    await prepare(true, 'works')
    expect(setup()).toMatchObject({ status: 0 })
    expect(await link()).toBe(`../${PINNED}/bin/node`)
  })

  it.each([
    ['has no locked Node', false, 'left out'],
    ['cannot run the locked Node', true, 'cannot run'],
  ] as const)('uses a new enough Node of PATH where the platform %s, and says so', async (_, locked, outcome) => {
    await prepare(locked, outcome)
    expect(setup()).toMatchObject({
      status: 0,
      stderr: expect.stringContaining(`using Node ${process.version} of PATH`),
    })
    expect(await link()).toBe(process.execPath)
    expect(setup()).toEqual({ status: 0, stderr: '' })
    expect(await runs()).toBe(1)
  })

  it.each([
    ['has no locked Node', false, 'left out'],
    ['cannot run the locked Node', true, 'cannot run'],
  ] as const)(
    'asks for Node 24.7 on PATH where the platform %s and PATH has an older one',
    async (_, locked, outcome) => {
      await prepare(locked, outcome)
      const { status, stderr } = setup({ old: true })
      expect({ status, stderr }).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('put Node 24.7 or newer on PATH'),
      })
    },
  )
})
