import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { freePort, startEmbedded, stopLeftBehind } from '../../server/platform/embedded/index.ts'
import { migrate } from '../../server/platform/migrate/index.ts'
import { withRedis } from '../../server/test/withRedis.ts'
import { Program } from './program.ts'

export type Size = 'one' | 'many'

/** What is running in one run. */
export interface Stage {
  programs: Program[]
  apiPorts: number[]
  ownerUrl(): Promise<string>
  /** Empties Redis, where there is one. */
  flush(): Promise<void>
  close(): Promise<void>
}

/** A machine that has other work too starts a program slowly. */
const READY_MS = 300_000

/**
 * Prepares the processes of a run; the caller starts them.
 *
 * @param folder for data and logs
 * @param env settings of every process
 */
export async function openStage(size: Size, folder: string, env: Record<string, string>): Promise<Stage> {
  await mkdir(folder, { recursive: true })
  return size === 'one' ? await openOne(folder, env) : await openMany(folder, env)
}

/** One process with its own database, as `npm start` makes it. */
async function openOne(folder: string, env: Record<string, string>): Promise<Stage> {
  const port = await freePort()
  const dataDir = join(folder, 'data')
  const program = new Program({
    name: 'all',
    args: ['--no-demo', '--no-web-build'],
    env: { ...env, DATA_DIR: dataDir, PORT: `${port}`, DATABASE_URL: '', REDIS_URL: '' },
    port,
    readyMs: READY_MS,
    logFile: join(folder, 'all.log'),
  })
  return {
    programs: [program],
    apiPorts: [port],
    flush: async () => undefined,
    ownerUrl: async () => {
      const kept = JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8')) as {
        port: number
        ownerPassword: string
      }
      return `postgres://tawsil_owner:${encodeURIComponent(kept.ownerPassword)}@127.0.0.1:${kept.port}/tawsil`
    },
    close: async () => {
      await program.stop()
      await stopLeftBehind(dataDir)
    },
  }
}

/** Two API processes and two workers on one database and one Redis. */
async function openMany(folder: string, env: Record<string, string>): Promise<Stage> {
  const database = await startEmbedded({ dataDir: join(folder, 'database') })
  await migrate({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, log: () => undefined })
  const redis = await withRedis()
  const shared = {
    AUTH_SECRET: 'fault-run-auth-secret-of-enough-length-0123456789',
    ENCRYPTION_KEY: '0123456789abcdef'.repeat(4),
    ...env,
    DATABASE_URL: database.appUrl,
    REDIS_URL: redis.url,
  }
  const apiPorts = [await freePort(), await freePort()]
  const one = (name: string, args: string[], port?: number) =>
    new Program({
      name,
      args: ['--no-demo', '--no-web-build', ...args],
      port,
      readyMs: READY_MS,
      env: { ...shared, DATA_DIR: join(folder, name), ...(port ? { PORT: `${port}` } : {}) },
      logFile: join(folder, `${name}.log`),
    })
  const programs = [
    ...apiPorts.map((port, no) => one(`api-${no}`, ['--role=api'], port)),
    one('worker-0', ['--role=worker']),
    one('worker-1', ['--role=worker']),
  ]
  return {
    programs,
    apiPorts,
    ownerUrl: async () => database.ownerUrl,
    flush: async () => {
      const client = new Redis(redis.url)
      await client.flushall()
      await client.quit()
    },
    close: async () => {
      await Promise.all(programs.map(program => program.stop()))
      await redis.close()
      await database.stop()
    },
  }
}
