import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../platform/embedded/index.ts'
import { until } from './until.ts'

/** A Redis of its own: nothing is kept, FLUSHALL and CONFIG are allowed. */
export interface TestRedis {
  url: string
  port: number
  pid: number
  close(): Promise<void>
}

/** Whether `redis-server` is in PATH. Use as `describe.skipIf(!redisAvailable)`. */
export const redisAvailable: boolean = inPath('redis-server')

/** Starts a Redis on a free port, with further `--name value` settings, and waits until it answers. */
export async function withRedis(settings: Record<string, string> = {}): Promise<TestRedis> {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'tawsil-redis-'))
  const all = { port: `${port}`, bind: '127.0.0.1', save: '', appendonly: 'no', dir: folder, ...settings }
  const args = Object.entries(all).flatMap(([name, value]) => [`--${name}`, value])
  const child = spawn('redis-server', args, { stdio: 'ignore' })
  // A test process that ends early takes its server along.
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  await until(() => answers(port), { timeout: 10_000, what: 'redis-server' })
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    pid: child.pid!,
    close: async () => {
      process.off('exit', kill)
      await end(child)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'))
    socket.once('data', data => {
      socket.destroy()
      resolve(data.toString().startsWith('+PONG'))
    })
    socket.once('error', () => resolve(false))
  })
}

function inPath(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
