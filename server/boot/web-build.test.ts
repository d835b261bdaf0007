import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { buildWeb } from './web-build.ts'

describe('the build of the web app', () => {
  let root: string
  const build = () => buildWeb({ log: () => undefined, signal: AbortSignal.timeout(30_000), root })
  const page = (text: string) => writeFile(join(root, 'web', 'index.html'), `<!doctype html><title>${text}</title>`)
  const served = () => readFile(join(root, 'web', 'dist', 'index.html'), 'utf8')
  const later = async (file: string) => {
    const time = Date.now() / 1000 + 60
    await utimes(join(root, file), time, time)
  }

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tawsil-web-'))
    await mkdir(join(root, 'web', 'lib'), { recursive: true })
    await page('one')
  })
  afterEach(() => rm(root, { recursive: true }))

  it('is made once, and again when a source or the packages are newer', async () => {
    expect(await build()).toBe(true)
    expect(await served()).toContain('one')
    expect(await build()).toBe(false)

    await page('two')
    await later('web/index.html')
    expect(await build()).toBe(true)
    expect(await served()).toContain('two')

    await utimes(join(root, 'web', 'index.html'), 1, 1)
    await writeFile(join(root, 'package-lock.json'), '{}')
    await later('package-lock.json')
    expect(await build()).toBe(true)
  })

  it('leaves the old one in place when it fails', async () => {
    await build()
    await writeFile(join(root, 'web', 'lib', 'broken.ts'), 'import "./nowhere.ts"')
    await writeFile(join(root, 'web', 'index.html'), '<script type="module" src="./lib/broken.ts"></script>')
    await later('web/index.html')
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    await expect(build()).rejects.toThrow('The web app does not build')
    expect(stderr.mock.calls.join('')).toContain('nowhere.ts')
    stderr.mockRestore()
    expect(await served()).toContain('one')
    expect(await readdir(join(root, 'node_modules', '.cache'))).toEqual([])
  })

  it('is left out where there is no web app', async () => {
    await rm(join(root, 'web', 'index.html'))
    expect(await build()).toBe(false)
  })
})
