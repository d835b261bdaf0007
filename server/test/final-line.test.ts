import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..', '..')

describe('the last line of a test run', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(ROOT, 'node_modules', '.cache-final-line-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  /** Runs Vitest on one file of its own, and returns the exit code and the last line. */
  async function run(test: string): Promise<{ status: number | null; last: string }> {
    await writeFile(join(folder, 'one.test.ts'), `import { expect, it } from 'vitest'\n${test}`)
    const config = `export default { test: { include: ['*.test.ts'], exclude: [], reporters: ['default', '${ROOT}/server/test/final-line.ts'] } }`
    await writeFile(join(folder, 'vitest.config.mjs'), config)
    const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
    const { status, stdout } = spawnSync(process.execPath, [vitest, 'run', '--root', folder], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, VITEST: undefined, TEST_LINE_FILE: undefined },
    })
    return { status, last: stdout.trimEnd().split('\n').at(-1)! }
  }

  it('counts passed, failed and skipped tests', async () => {
    const tests = `it('a', () => {}); it('b', () => { expect(1).toBe(2) }); it.skip('c', () => {}); it.skipIf(true)('d', () => {})`
    expect(await run(tests)).toEqual({ status: 1, last: '1 passed, 1 failed, 2 skipped' })
  })

  it('says nothing of skipped tests when there are none, and ends well', async () => {
    expect(await run(`it('a', () => {}); it('b', () => {})`)).toEqual({ status: 0, last: '2 passed, 0 failed' })
  })

  it('counts a file that cannot be loaded as failed', async () => {
    expect(await run(`throw new Error('no'); it('a', () => {})`)).toEqual({ status: 1, last: '0 passed, 1 failed' })
  })

  it('counts an error outside every test as failed', async () => {
    const result = await run(
      `it('a', () => { setTimeout(() => { throw new Error('late') }) }); it('b', () => new Promise(r => setTimeout(r, 50)))`,
    )
    expect(result).toEqual({ status: 1, last: '2 passed, 1 failed' })
  })

  it('is a failure when no test ran', async () => {
    expect((await run('')).status).toBe(1)
  })
})
