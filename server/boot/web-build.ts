import { spawn } from 'node:child_process'
import { readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from '../platform/embedded/index.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const WEB = join(ROOT, 'web')
const DIST = join(WEB, 'dist')
/** Its time is when the build began: what was saved during a build counts as newer. */
const STAMP = join(DIST, '.built')
const SOURCES = [WEB, join(ROOT, 'package-lock.json')]
const NOT_SOURCES = new Set(['dist', 'node_modules', '.vite'])

/**
 * Builds the web app when its sources are newer than its build. The new build takes the old one's place only when it is
 * whole, so that a program that serves the old one never sees half of it. Throws `WEB_BUILD_FAILED`.
 */
export async function buildWeb(log: (line: string) => void, signal: AbortSignal): Promise<void> {
  if (!(await modified(join(WEB, 'index.html')))) return
  const built = await modified(STAMP)
  const newest = Math.max(...(await Promise.all(SOURCES.map(newestIn))))
  if (built > newest) return
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')
  // An image for production carries the build and not the tool.
  if (!(await modified(vite)) && built) return
  log('Building the web app…')
  const began = new Date()
  const fresh = join(ROOT, 'node_modules', '.cache', `web-${process.pid}`)
  try {
    await runVite(vite, fresh, signal)
    await writeFile(join(fresh, '.built'), '')
    await utimes(join(fresh, '.built'), began, began)
    await swap(fresh)
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
  log(`Built the web app in ${((Date.now() - began.getTime()) / 1000).toFixed(1)} s.`)
}

async function swap(fresh: string): Promise<void> {
  const old = `${fresh}-old`
  await rename(DIST, old).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  await rename(fresh, DIST)
  await rm(old, { recursive: true, force: true })
}

function runVite(vite: string, outDir: string, signal: AbortSignal): Promise<void> {
  const args = [vite, 'build', WEB, '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn']
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, signal, stdio: ['ignore', 'pipe', 'pipe'] })
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

/** Time of the newest file below a path, in milliseconds. */
async function newestIn(path: string): Promise<number> {
  const info = await stat(path)
  if (!info.isDirectory()) return info.mtimeMs
  const names = (await readdir(path)).filter(name => !NOT_SOURCES.has(name))
  return Math.max(info.mtimeMs, ...(await Promise.all(names.map(name => newestIn(join(path, name))))))
}

async function modified(path: string): Promise<number> {
  const info = await stat(path).catch(() => undefined)
  return info?.mtimeMs ?? 0
}
