import { type ChildProcess, spawn } from 'node:child_process'
import { open, readFile, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import { dataArgument } from './cluster.ts'
import { postgresEnvironment } from './environment.ts'
import { StartError } from './errors.ts'
import { isAlive, worksIn } from './process.ts'
import type { RunAs } from './runtime-user.ts'

/** A running server: its process id, and its handle when this process started it. */
export interface Postmaster {
  pid: number
  child?: ChildProcess
}

export interface LaunchOptions {
  binaries: Binaries
  runAs: RunAs | undefined
  port: number
  settings: Record<string, string>
  logFile: string
  log: (line: string) => void
}

const LOG_LIMIT_BYTES = 10 * 1024 * 1024
const START_LIMIT_MS = 10 * 60_000

interface PidFile {
  pid: number
  port: number
  ready: boolean
}

/**
 * The server that already runs on this folder (left behind by a killed program), or undefined. A pid file whose
 * process is somebody else's is removed, because PostgreSQL would refuse to start beside it.
 */
export async function findRunning(clusterDir: string): Promise<(Postmaster & { port: number }) | undefined> {
  const file = await readPidFile(clusterDir)
  if (!file) return undefined
  const alive = await isAlive(file.pid)
  const ours = alive && (await worksIn(file.pid, clusterDir)) !== false
  if (ours) return { pid: file.pid, port: file.port }
  // PostgreSQL itself deals with the pid of a dead process. It would refuse to start for a pid that now belongs to another
  // process, and for a zombie. Backends
  // that survived their postmaster are no danger: PostgreSQL finds their shared memory by the folder's inode.
  if (alive || (await isZombie(file.pid))) await rm(join(clusterDir, 'postmaster.pid'), { force: true })
  return undefined
}

/** Waits until a server that is starting or recovering accepts connections; false when it ended instead. */
export async function waitReady(
  clusterDir: string,
  postmaster: Postmaster,
  log: (line: string) => void,
): Promise<boolean> {
  const began = Date.now()
  let told = began
  while (Date.now() - began < START_LIMIT_MS) {
    const file = await readPidFile(clusterDir)
    if (file?.ready && file.pid === postmaster.pid) return true
    if (postmaster.child ? hasExited(postmaster.child) : !(await isAlive(postmaster.pid))) return false
    if (Date.now() - told > 5_000) {
      log('PostgreSQL is still starting (it may be recovering from a crash)…')
      told = Date.now()
    }
    await wait(15)
  }
  throw new StartError(
    'POSTGRES_SLOW',
    `PostgreSQL in ${clusterDir} was not ready after ${START_LIMIT_MS / 60_000} min.`,
  )
}

/** Starts the server in a session of its own, so that Ctrl-C in the terminal does not reach it. */
export async function launch(clusterDir: string, options: LaunchOptions): Promise<Postmaster> {
  const size = await stat(options.logFile).then(
    info => info.size,
    () => 0,
  )
  if (size > LOG_LIMIT_BYTES) await truncate(options.logFile)
  const log = await open(options.logFile, 'a', 0o600)
  try {
    const settings = Object.entries({ ...options.settings, port: String(options.port) })
    const child = spawn(
      options.binaries.postgres,
      [
        '-D',
        dataArgument(clusterDir, options.runAs),
        ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      {
        ...options.runAs,
        cwd: clusterDir,
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
        env: postgresEnvironment(),
      },
    )
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve)
      child.once('error', error =>
        reject(new StartError('POSTGRES_FAILED', `PostgreSQL does not start: ${error.message}`)),
      )
    })
    child.unref()
    return { pid: child.pid!, child }
  } finally {
    await log.close()
  }
}

/** What the server last complained of in its log, in one line. */
export async function lastComplaint(logFile: string): Promise<string> {
  const text = await readFile(logFile, 'utf8').catch(() => '')
  const lines = text.slice(-20_000).split('\n')
  const line = lines.findLast(entry => /FATAL|PANIC/.test(entry)) ?? lines.findLast(entry => entry.trim() !== '')
  return line?.replace(/^.*?(FATAL|PANIC):\s*/, '').trim() ?? 'it left no word in its log'
}

/** Fast shutdown: open transactions are rolled back, everything committed is safe. After a minute SIGQUIT, then SIGKILL. */
export async function shutDown(postmaster: Postmaster): Promise<void> {
  for (const [signal, limitMs] of [
    ['SIGINT', 60_000],
    ['SIGQUIT', 15_000],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(postmaster.pid, signal)
    } catch {
      // Nothing there to signal: it has ended.
      return
    }
    const until = Date.now() + limitMs
    while (Date.now() < until) {
      if (postmaster.child ? hasExited(postmaster.child) : !(await isAlive(postmaster.pid))) return
      await wait(10)
    }
  }
}

export function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

async function isZombie(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  return !(await isAlive(pid))
}

/** `postmaster.pid`, line by line: pid, folder, start, port, socket folder, address, memory key, state. */
async function readPidFile(clusterDir: string): Promise<PidFile | undefined> {
  const text = await readFile(join(clusterDir, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!(pid > 0)) return undefined
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}
