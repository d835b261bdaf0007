import { once } from 'node:events'
import { Redis, type RedisOptions } from 'ioredis'
import { type Logger, sparing } from '../telemetry/index.ts'

/** How a connection behaves while Redis is away. */
export type Patience =
  /**
   * A command fails at once while there is no connection, and else after a second. For requests, which can do without Redis.
   * Commands given before the first connection was tried wait for it: else a program's first messages and jobs would be lost.
   */
  | 'impatient'
  /** Waits until Redis is back: for workers, which have nothing else to do. */
  | 'patient'

/** A connection that reconnects for ever and never ends the process. Problems are logged, once in ten seconds. */
export function connectRedis(url: string, patience: Patience, log: Logger, name = 'tawsil'): Redis {
  const common: RedisOptions = {
    connectionName: name,
    connectTimeout: 3_000,
    keepAlive: 10_000,
    retryStrategy: times => Math.min(50 * times, 1_000),
    // After a failover the old master answers READONLY. A reconnect by name reaches the new one.
    reconnectOnError: error => error.message.startsWith('READONLY'),
  }
  const redis =
    patience === 'patient'
      ? new Redis(url, { ...common, maxRetriesPerRequest: null })
      : new Redis(url, { ...common, maxRetriesPerRequest: 1, commandTimeout: 1_000 })
  if (patience === 'impatient') for (const tried of ['ready', 'close']) redis.once(tried, () => waitNoMore(redis))
  const say = sparing(log, 'redis is away')
  redis.on('error', say)
  return redis
}

/** From here on a command fails at once while there is no connection. */
function waitNoMore(redis: Redis): void {
  redis.options.enableOfflineQueue = false
}

/** Ends a connection: with QUIT when it works, at once when it does not. */
export async function disconnectRedis(redis: Redis): Promise<void> {
  if (redis.status === 'ready') await redis.quit().catch(() => redis.disconnect())
  else redis.disconnect()
}

/** Resolves when Redis answers. A connection that is just being made gets a second. */
export async function pingRedis(redis: Redis): Promise<void> {
  if (redis.status !== 'ready') await once(redis, 'ready', { signal: AbortSignal.timeout(1_000) })
  await redis.ping()
}
