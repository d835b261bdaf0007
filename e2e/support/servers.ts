import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { Program } from '../../bench/fault/program.ts'
import { freePort, startEmbedded, stopLeftBehind } from '../../server/platform/embedded/index.ts'
import { migrate } from '../../server/platform/migrate/index.ts'
import { withRedis } from '../../server/test/withRedis.ts'

export type Size = 'one' | 'many'

/** The whole program, running as an operator would run it, with data of its own. */
export interface Running {
  url: string
  /** Empties Redis, in the size that has one. */
  flush(): Promise<void>
  /** Ends every process and starts it again on the same data. */
  restart(): Promise<void>
  close(): Promise<void>
}

export interface ServerOptions {
  /** With the demo businesses. */
  demo?: boolean
  env?: Record<string, string>
}

const demoFlag = (options: ServerOptions) => (options.demo ? [] : ['--no-demo'])

/** Size one: a single process with the embedded database. Size many: API and worker apart, on PostgreSQL and Redis. */
export async function runServers(size: Size, options: ServerOptions = {}): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'tawsil-e2e-'))
  return size === 'one' ? runOne(folder, options) : runMany(folder, options)
}

async function runOne(folder: string, options: ServerOptions): Promise<Running> {
  const port = await freePort()
  const dataDir = join(folder, 'data')
  const program = new Program({
    name: 'all',
    args: demoFlag(options),
    port,
    env: { DATABASE_URL: '', REDIS_URL: '', LOG_LEVEL: 'warn', PORT: `${port}`, DATA_DIR: dataDir, ...options.env },
    logFile: join(folder, 'all.log'),
  })
  const close = async () => {
    await program.stop()
    await stopLeftBehind(dataDir)
    await rm(folder, { recursive: true, force: true })
  }
  const start = () => {
    program.start()
    return program.ready()
  }
  await orClose(close, start)
  return {
    url: `http://127.0.0.1:${port}`,
    flush: async () => undefined,
    restart: async () => {
      await program.stop()
      await start()
    },
    close,
  }
}

/** Leaves nothing running when the program does not come up. */
async function orClose(close: () => Promise<void>, start: () => Promise<void>): Promise<void> {
  try {
    await start()
  } catch (error) {
    await close()
    throw error
  }
}

async function runMany(folder: string, options: ServerOptions): Promise<Running> {
  const database = await startEmbedded({ dataDir: join(folder, 'database') })
  await migrate({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, log: () => undefined })
  const redis = await withRedis()
  const port = await freePort()
  const shared = {
    DATABASE_URL: database.appUrl,
    REDIS_URL: redis.url,
    LOG_LEVEL: 'warn',
    AUTH_SECRET: 'journey-auth-secret-of-enough-length-0123456789',
    ENCRYPTION_KEY: '0123456789abcdef'.repeat(4),
    ...options.env,
  }
  const api = new Program({
    name: 'api',
    args: ['--role=api', ...demoFlag(options)],
    port,
    env: { ...shared, PORT: `${port}`, DATA_DIR: join(folder, 'api') },
    logFile: join(folder, 'api.log'),
  })
  const worker = new Program({
    name: 'worker',
    args: ['--role=worker', ...demoFlag(options)],
    env: { ...shared, DATA_DIR: join(folder, 'worker') },
    logFile: join(folder, 'worker.log'),
  })
  const start = () => {
    api.start()
    worker.start()
    return api.ready()
  }
  const stop = () => Promise.all([api.stop(), worker.stop()])
  const close = async () => {
    await stop()
    await redis.close()
    await database.stop()
    await rm(folder, { recursive: true, force: true })
  }
  await orClose(close, start)
  return {
    url: `http://127.0.0.1:${port}`,
    flush: async () => {
      const client = new Redis(redis.url)
      await client.flushall()
      await client.quit()
    },
    restart: async () => {
      await stop()
      await start()
    },
    close,
  }
}
