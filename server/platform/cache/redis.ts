import { connectRedis, disconnectRedis, pingRedis } from '../redis/index.ts'
import { type Logger, sparing } from '../telemetry/index.ts'
import { createSharedMaking } from './making.ts'
import type { Cache } from './port.ts'

const PREFIX = 'tawsil:cache:'

/** A cache that all processes share. While Redis is away it finds and keeps nothing, and throws no error. */
export function createRedisCache(options: { url: string; log: Logger }): Cache {
  const redis = connectRedis(options.url, 'impatient', options.log, 'tawsil-cache')
  const trouble = sparing(options.log, 'cache is away; values are made anew')

  const get = async <T>(key: string): Promise<T | undefined> => {
    const text = await redis.get(PREFIX + key).catch(trouble)
    return text ? (JSON.parse(text) as T) : undefined
  }
  const set = async (key: string, value: unknown, ttlSeconds: number): Promise<void> => {
    const text = JSON.stringify(value)
    if (text === undefined) return
    await redis.set(PREFIX + key, text, 'PX', Math.max(1, Math.round(ttlSeconds * 1000))).catch(trouble)
  }
  const making = createSharedMaking({ get, set })
  return {
    get,
    set,
    getOrMake: making.getOrMake,
    drop: async (...keys) => {
      for (const key of keys) making.forget(key)
      if (keys.length > 0) await redis.unlink(...keys.map(key => PREFIX + key)).catch(trouble)
    },
    ping: () => pingRedis(redis),
    close: () => disconnectRedis(redis),
  }
}
