import { once } from 'node:events'
import { Redis, type RedisOptions } from 'ioredis'
import { type Logger, sparing } from '../telemetry/index.ts'

/** How a connection behaves while Redis is away. */
export type Patience =
  /**
   * Fails at once, and whatever takes longer than a second: for requests, which have a way without Redis. Only what is
   * asked before the first connection was tried waits for it, or a program's first messages and jobs would be lost.
   */
  | 'impatient'
  /** Waits until Redis is back: for workers, which have nothing else to do. */
  | 'patient'

/** A connection that mends itself for ever and never ends the process; problems are logged, once in ten seconds. */
export function connectRedis(url: string, patience: Patience, log: Logger, name = 'tawsil'): Redis {
  const common: RedisOptions = {
    connectionName: name,
    connectTimeout: 3_000,
    keepAlive: 10_000,
    retryStrategy: times => Math.min(50 * times, 1_000),
    // A replica after a failover answers READONLY: the name leads to the new master after a reconnect.
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

/** Ends a connection: politely when it works, at once when it does not. */
export async function disconnectRedis(redis: Redis): Promise<void> {
  if (redis.status === 'ready') await redis.quit().catch(() => redis.disconnect())
  else redis.disconnect()
}

/** Answers when Redis does; one that is just being connected gets a second. */
export async function pingRedis(redis: Redis): Promise<void> {
  if (redis.status !== 'ready') await once(redis, 'ready', { signal: AbortSignal.timeout(1_000) })
  await redis.ping()
}
