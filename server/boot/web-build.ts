import { spawn } from 'node:child_process'
import { readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { childEnvironment } from '../platform/child/index.ts'
import { StartError } from '../platform/embedded/index.ts'

const PROJECT = join(import.meta.dirname, '..', '..')
const VITE = join(PROJECT, 'node_modules', 'vite', 'bin', 'vite.js')
const NOT_SOURCES = new Set(['dist', 'node_modules', '.vite'])

export interface WebBuildOptions {
  log: (line: string) => void
  /** Ends a build under way. */
  signal: AbortSignal
  /** Folder of the project: another one in tests. */
  root?: string
}

/**
 * Builds the web app (`web/` into `web/dist/`) when its sources or packages are newer than its build. The new build
 * takes the old one's place only when it is whole, so that a program that serves the old one never sees half of it.
 * Returns whether it built. Throws `WEB_BUILD_FAILED`, after printing what the tool said.
 */
export async function buildWeb({ log, signal, root = PROJECT }: WebBuildOptions): Promise<boolean> {
  const web = join(root, 'web')
  const dist = join(web, 'dist')
  if (!(await modified(join(web, 'index.html')))) return false
  const built = await modified(join(dist, '.built'))
  const newest = await Promise.all([newestIn(web), modified(join(root, 'package-lock.json'))])
  if (built >= Math.max(...newest)) return false
  // An image for production has the build, but not the tool.
  if (built && !(await modified(VITE))) return false
  log('Building the web app…')
  const began = new Date()
  const fresh = join(root, 'node_modules', '.cache', `web-${process.pid}`)
  try {
    await runVite(web, fresh, signal)
    // The stamp says when the build began: a file that was saved meanwhile counts as newer.
    await writeFile(join(fresh, '.built'), '')
    await utimes(join(fresh, '.built'), began, began)
    await swap(fresh, dist)
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
  log(`Built the web app in ${((Date.now() - began.getTime()) / 1000).toFixed(1)} s.`)
  return true
}

async function swap(fresh: string, dist: string): Promise<void> {
  const old = `${fresh}-old`
  await rename(dist, old).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  await rename(fresh, dist).catch((error: NodeJS.ErrnoException) => {
    // Another program has built at the same moment and was first: its build is just as good.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
  await rm(old, { recursive: true, force: true })
}

function runVite(web: string, outDir: string, signal: AbortSignal): Promise<void> {
  const args = [VITE, 'build', web, '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn']
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: dirname(web),
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: childEnvironment(),
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', chunk => {
        output += chunk
      })
    }
    child.once('error', reject)
    child.once('close', code => {
      if (code === 0) return resolve()
      process.stderr.write(output)
      reject(new StartError('WEB_BUILD_FAILED', 'The web app does not build: see the lines above.'))
    })
  })
}

/**
 * Time of the newest file or folder below a folder, in milliseconds. The folder itself does not count: it changes with
 * every build.
 */
async function newestIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true })
  const times = entries
    .filter(entry => !NOT_SOURCES.has(entry.name))
    .map(async entry => {
      const path = join(folder, entry.name)
      const own = await modified(path)
      return entry.isDirectory() ? Math.max(own, await newestIn(path)) : own
    })
  return Math.max(0, ...(await Promise.all(times)))
}

/** A file that is not there counts as never changed. */
async function modified(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}
