import { connectRedis, disconnectRedis } from '../redis/index.ts'
import { type Logger, sparing } from '../telemetry/index.ts'
import { type ConnectionKey, PRESENT_SECONDS, type PresenceStore, SEEN_DAYS } from './port.ts'

const PREFIX = 'tawsil:presence:'
const SEEN_SECONDS = SEEN_DAYS * 86_400

interface Stored {
  value: unknown
  expiresAt: number
}

/**
 * Presence that all processes share: for each group the members by when they were last seen, for each member a hash of
 * connections. A field cannot expire by itself in the Redis of today's distributions, so each holds its end. While Redis is away
 * nobody is present, without an error.
 */
export function createRedisPresence(options: { url: string; log: Logger; now?: () => number }): PresenceStore {
  const { now = Date.now } = options
  const redis = connectRedis(options.url, 'impatient', options.log, 'tawsil-presence')
  const trouble = sparing(options.log, 'presence is away; nobody is shown as online')
  const seenKey = (group: string) => `${PREFIX}${group}`
  const memberKey = (group: string, member: string) => `${PREFIX}${group}:${member}`
  const seenNow = ({ group, member }: ConnectionKey) =>
    redis.multi().zadd(seenKey(group), now(), member).expire(seenKey(group), SEEN_SECONDS)
  const valuesIn = <Value>(hash: Record<string, string>): Value[] =>
    Object.values(hash)
      .map(text => JSON.parse(text) as Stored)
      .flatMap(({ value, expiresAt }) => (expiresAt > now() ? [value as Value] : []))

  return {
    put: async (key, value) => {
      const stored: Stored = { value, expiresAt: now() + PRESENT_SECONDS * 1000 }
      const hash = memberKey(key.group, key.member)
      await seenNow(key)
        .hset(hash, key.connection, JSON.stringify(stored))
        // The newest connection ends last, and the hash with it.
        .expire(hash, PRESENT_SECONDS + 1)
        .exec()
        .catch(trouble)
    },
    remove: async key =>
      void (await seenNow(key).hdel(memberKey(key.group, key.member), key.connection).exec().catch(trouble)),
    valuesOf: async <Value>(group: string, member: string) =>
      valuesIn<Value>((await redis.hgetall(memberKey(group, member)).catch(trouble)) ?? {}),
    list: async <Value>(group: string) => {
      const since = now() - PRESENT_SECONDS * 1000
      const members = (await redis.zrangebyscore(seenKey(group), `(${since}`, '+inf').catch(trouble)) ?? []
      const reading = redis.pipeline()
      for (const member of members) reading.hgetall(memberKey(group, member))
      const hashes = (await reading.exec().catch(trouble)) ?? []
      const all = hashes.map(
        ([, hash], at) => [members[at]!, valuesIn<Value>((hash ?? {}) as Record<string, string>)] as const,
      )
      return new Map(all.filter(([, values]) => values.length > 0))
    },
    lastSeen: async group => {
      const oldest = now() - SEEN_SECONDS * 1000
      const found = await redis
        .multi()
        .zremrangebyscore(seenKey(group), '-inf', `(${oldest}`)
        .zrangebyscore(seenKey(group), '-inf', '+inf', 'WITHSCORES')
        .exec()
        .catch(trouble)
      const flat = (found?.[1]?.[1] ?? []) as string[]
      return new Map(flat.flatMap((member, at) => (at % 2 === 0 ? [[member, Number(flat[at + 1])] as const] : [])))
    },
    close: () => disconnectRedis(redis),
  }
}
