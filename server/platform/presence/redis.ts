import { connectRedis, disconnectRedis } from '../redis/index.ts'
import { type Logger, sparing } from '../telemetry/index.ts'
import { type PresenceEntry, type PresenceStore, SEEN_DAYS } from './port.ts'

const PREFIX = 'tawsil:presence:'
const SEEN_SECONDS = SEEN_DAYS * 86_400

interface Stored {
  value: PresenceEntry['value']
  expiresAt: number
}

/**
 * Presence that all processes share: a hash for each group, whose fields are connections. A field cannot expire by itself in the
 * Redis of today's distributions, so each holds its end, and whoever reads removes what is over. While Redis is away nobody is
 * present, without an error.
 */
export function createRedisPresence(options: { url: string; log: Logger; now?: () => number }): PresenceStore {
  const { now = Date.now } = options
  const redis = connectRedis(options.url, 'impatient', options.log, 'tawsil-presence')
  const trouble = sparing(options.log, 'presence is away; nobody is shown as online')
  const [here, seen] = [(group: string) => `${PREFIX}${group}`, (group: string) => `${PREFIX}${group}:seen`]
  const fieldOf = (member: string, connection: string) => `${member}/${connection}`

  return {
    put: async ({ group, member, connection, value }, ttlSeconds) => {
      const stored: Stored = { value, expiresAt: now() + ttlSeconds * 1000 }
      await redis
        .multi()
        .hset(here(group), fieldOf(member, connection), JSON.stringify(stored))
        // The newest entry ends last, and the hash with it.
        .expire(here(group), Math.ceil(ttlSeconds) + 1)
        .hset(seen(group), member, now())
        .expire(seen(group), SEEN_SECONDS)
        .exec()
        .catch(trouble)
    },
    remove: async ({ group, member, connection }) => {
      await redis
        .multi()
        .hdel(here(group), fieldOf(member, connection))
        .hset(seen(group), member, now())
        .exec()
        .catch(trouble)
    },
    list: async group => {
      const fields = Object.entries((await redis.hgetall(here(group)).catch(trouble)) ?? {})
      const entries: PresenceEntry[] = []
      const over: string[] = []
      for (const [field, text] of fields) {
        const { value, expiresAt } = JSON.parse(text) as Stored
        const slash = field.indexOf('/')
        if (expiresAt <= now()) over.push(field)
        else entries.push({ group, member: field.slice(0, slash), connection: field.slice(slash + 1), value })
      }
      if (over.length > 0) await redis.hdel(here(group), ...over).catch(trouble)
      return entries
    },
    lastSeen: async group => {
      const fields = Object.entries((await redis.hgetall(seen(group)).catch(trouble)) ?? {})
      const oldest = now() - SEEN_DAYS * 86_400_000
      return new Map(fields.map(([member, at]) => [member, Number(at)] as const).filter(([, at]) => at >= oldest))
    },
    close: () => disconnectRedis(redis),
  }
}
