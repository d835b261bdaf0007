import { connectRedis, disconnectRedis } from '../redis/index.ts'
import { type Logger, sparing } from '../telemetry/index.ts'

/** A bucket of tokens that fills evenly. */
export interface Bucket {
  /** Whose it is; the same key has the same rule. */
  key: string
  /** Tokens that come in a second. */
  perSecond: number
  /** Tokens that it holds when full. */
  burst: number
}

/** The bucket that a taker must wait for longest, and how many milliseconds until it is worth asking again. */
export interface Lack {
  key: string
  waitMs: number
}

/**
 * Token buckets (generic cell rate algorithm: it keeps one moment for each key instead of a count). All processes share them
 * when Redis is there. Losing them is harmless: every bucket is full again.
 */
export interface Buckets {
  /**
   * Takes one token from each bucket of a taker, from all of them or from none. Takers are served in the order given.
   *
   * @returns for each taker null when it has its tokens, else what it lacks
   */
  take(takers: ReadonlyArray<readonly Bucket[]>): Promise<Array<Lack | null>>
  /** For this long, nobody can take from these buckets. */
  hold(keys: readonly string[], milliseconds: number): Promise<void>
  close(): Promise<void>
}

/** With more keys than this, the keys of buckets that are full again are forgotten. */
const MOST_KEYS = 100_000

/** Adding fractions makes errors smaller than this; nobody has to wait because of them. */
const ROUNDING_MS = 0.001

/** Buckets of this process alone. */
export function createMemoryBuckets(now: () => number = () => performance.now()): Buckets {
  /** When a bucket is full again, in milliseconds. */
  const full = new Map<string, number>()
  const held = new Map<string, number>()
  /** Milliseconds until the bucket is full. Never more than an empty bucket needs, even if its rule was another before. */
  const missingOf = ({ key, perSecond, burst }: Bucket, moment: number): number => {
    const missing = Math.max(full.get(key) ?? 0, moment) - moment
    const most = (burst * 1000) / perSecond
    if (missing > most) full.set(key, moment + most)
    return Math.min(missing, most)
  }
  const wait = (bucket: Bucket, moment: number): number => {
    const { key, perSecond, burst } = bucket
    const missing = missingOf(bucket, moment)
    return Math.max((held.get(key) ?? 0) - moment, missing - ((burst - 1) * 1000) / perSecond)
  }
  const takeOne = (buckets: readonly Bucket[], moment: number): Lack | null => {
    let lack: Lack | null = null
    for (const bucket of buckets) {
      const waitMs = Math.ceil(wait(bucket, moment) - ROUNDING_MS)
      if (waitMs > (lack?.waitMs ?? 0)) lack = { key: bucket.key, waitMs }
    }
    if (lack) return lack
    for (const bucket of buckets) full.set(bucket.key, moment + missingOf(bucket, moment) + 1000 / bucket.perSecond)
    return null
  }
  return {
    take: async takers => {
      const moment = now()
      for (const map of [full, held]) {
        if (map.size > MOST_KEYS) for (const [key, at] of map) if (at <= moment) map.delete(key)
      }
      return takers.map(buckets => takeOne(buckets, moment))
    },
    hold: async (keys, milliseconds) => {
      for (const key of keys) held.set(key, Math.max(held.get(key) ?? 0, now() + milliseconds))
    },
    close: async () => undefined,
  }
}

const PREFIX = 'tawsil:bucket:'
const HOLD_PREFIX = 'tawsil:hold:'

/**
 * By the clock of Redis, in microseconds, because the clocks of processes differ. ARGV has, for each bucket, the time that one
 * token takes to come and the burst. The rule of a bucket may have changed, and the clock of Redis may have been set back: so a
 * bucket never lacks more than an empty one would, and a hold never lasts longer than it was set for.
 */
const TAKE = `
  local time = redis.call('TIME')
  local now = time[1] * 1000000 + time[2]
  local longest, lacking = 0, 0
  local until_full = {}
  for at = 1, #KEYS / 2 do
    local token, burst = tonumber(ARGV[at * 2 - 1]), tonumber(ARGV[at * 2])
    until_full[at] = math.max(tonumber(redis.call('GET', KEYS[at * 2 - 1]) or 0), now)
    if until_full[at] > now + burst * token then
      until_full[at] = now + burst * token
      redis.call('SET', KEYS[at * 2 - 1], string.format('%.0f', until_full[at]), 'PX', math.ceil(burst * token / 1000))
    end
    local ends, most = string.match(redis.call('GET', KEYS[at * 2]) or '', '^(%d+) (%d+)$')
    ends, most = tonumber(ends or 0), tonumber(most or 0)
    if ends > now + most then
      ends = now + most
      redis.call('SET', KEYS[at * 2], string.format('%.0f %.0f', ends, most), 'PX', math.ceil(most / 1000))
    end
    local wait = math.max(until_full[at] - now - (burst - 1) * token, ends - now)
    if wait > longest then longest, lacking = wait, at end
  end
  if longest > 0 then return {math.ceil(longest / 1000), lacking} end
  for at = 1, #KEYS / 2 do
    local full = until_full[at] + tonumber(ARGV[at * 2 - 1])
    redis.call('SET', KEYS[at * 2 - 1], string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000))
  end
  return {0, 0}`

const HOLD = `
  local time = redis.call('TIME')
  local ends = time[1] * 1000000 + time[2] + ARGV[1] * 1000
  local held = tonumber(string.match(redis.call('GET', KEYS[1]) or '0', '^%d+'))
  if held < ends then
    redis.call('SET', KEYS[1], string.format('%.0f %.0f', ends, ARGV[1] * 1000), 'PX', ARGV[1])
  end
  return 0`

/** Buckets of all processes together. While Redis is away each process has its own: no error, and never no limit. */
export function createRedisBuckets(options: { url: string; log: Logger }): Buckets {
  const redis = connectRedis(options.url, 'impatient', options.log, 'tawsil-buckets')
  const own = createMemoryBuckets()
  const say = sparing(options.log, 'buckets are not shared while redis is away')
  const takeOne = async (buckets: readonly Bucket[]): Promise<Lack | null> => {
    const keys = buckets.flatMap(({ key }) => [PREFIX + key, HOLD_PREFIX + key])
    const args = buckets.flatMap(({ perSecond, burst }) => [1_000_000 / perSecond, burst])
    const [waitMs, lacking] = (await redis.eval(TAKE, keys.length, ...keys, ...args)) as [number, number]
    return waitMs > 0 ? { key: buckets[lacking - 1]!.key, waitMs } : null
  }
  return {
    take: async takers => {
      try {
        // ioredis sends all commands of one turn of the event loop together.
        return await Promise.all(takers.map(takeOne))
      } catch (error) {
        say(error as Error)
        return own.take(takers)
      }
    },
    hold: async (keys, milliseconds) => {
      await own.hold(keys, milliseconds)
      try {
        await Promise.all(keys.map(key => redis.eval(HOLD, 1, HOLD_PREFIX + key, Math.ceil(milliseconds))))
      } catch (error) {
        say(error as Error)
      }
    },
    close: () => disconnectRedis(redis),
  }
}
