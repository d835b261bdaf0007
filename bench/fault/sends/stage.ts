import { join } from 'node:path'
import { Redis } from 'ioredis'
import { freePort, startEmbedded } from '../../../server/platform/embedded/index.ts'
import { migrate } from '../../../server/platform/migrate/index.ts'
import { redisAvailable, type TestRedis, withRedis } from '../../../server/test/withRedis.ts'
import { Program } from '../program.ts'

/** What is running in one run: an API process, two workers, a database, and Redis where there is one. */
export interface SendStage {
  port: number
  api: Program
  workers: Program[]
  ownerUrl: string
  flush(): Promise<void>
  close(): Promise<void>
}

/** @param root folder of the program; a different one holds a build that is broken on purpose */
export async function openSendStage(
  folder: string,
  twinUrl: string,
  secret: string,
  root: string | undefined,
): Promise<SendStage> {
  const database = await startEmbedded({ dataDir: join(folder, 'database') })
  await migrate({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, log: () => undefined })
  const redis: TestRedis | undefined = redisAvailable ? await withRedis() : undefined
  const port = await freePort()
  const env = {
    DATABASE_URL: database.appUrl,
    REDIS_URL: redis?.url ?? '',
    META_APP_SECRET: secret,
    META_GRAPH_URL: twinUrl,
    TWILIO_API_URL: twinUrl,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    RATE_LIMIT_MAX_REQUESTS: '1000000',
    DEFAULT_PLAN: 'enterprise',
    LOG_LEVEL: 'warn',
    AUTH_SECRET: 'fault-run-auth-secret-of-enough-length-0123456789',
    ENCRYPTION_KEY: '0123456789abcdef'.repeat(4),
  }
  const one = (name: string, args: string[], own?: number) =>
    new Program({
      name,
      args: ['--no-demo', ...args],
      ...(own !== undefined && { port: own }),
      ...(root !== undefined && { root }),
      env: { ...env, DATA_DIR: join(folder, name), ...(own !== undefined && { PORT: `${own}` }) },
      logFile: join(folder, `${name}.log`),
    })
  const api = one('api', ['--role=api'], port)
  const workers = [one('worker-0', ['--role=worker']), one('worker-1', ['--role=worker'])]
  for (const program of [api, ...workers]) program.start()
  await api.ready()
  return {
    port,
    api,
    workers,
    ownerUrl: database.ownerUrl,
    flush: async () => {
      if (!redis) return
      const client = new Redis(redis.url)
      await client.flushall()
      await client.quit()
    },
    close: async () => {
      await Promise.all([api, ...workers].map(program => program.stop()))
      await redis?.close()
      await database.stop()
    },
  }
}
