import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../../test/until.ts'
import { redisAvailable, type TestRedis, withRedis } from '../../test/withRedis.ts'
import { createLogger } from '../telemetry/index.ts'
import { createMemoryLimits, createRedisLimits } from './index.ts'
import { limitsContract } from './limits.contract.ts'

const log = createLogger({ logLevel: 'silent' })
const rule = { name: 'shared', points: 3, perSeconds: 60 }

describe('limits in memory', () => {
  limitsContract(async now => createMemoryLimits({ now }))
})

describe.skipIf(!redisAvailable)('limits on Redis', () => {
  let redis: TestRedis
  beforeAll(async () => {
    redis = await withRedis()
  })
  afterAll(() => redis.close())

  const shared = (url: string, now: () => number, key: string) => {
    const limits = createRedisLimits({ url, log, now })
    return { limits, take: () => limits.take(rule, key) }
  }
  const ready = async (url: string, now: () => number) => {
    const limits = createRedisLimits({ url, log, now })
    const other = createRedisLimits({ url, log, now })
    // What one counts the other sees: then both are connected.
    const probe = { name: `probe-${Math.random()}`, points: 1_000_000, perSeconds: 60 }
    await until(async () => {
      const [mine, theirs] = [await limits.take(probe, 'x'), await other.take(probe, 'x')]
      return theirs.remaining === mine.remaining - 1
    })
    await other.close()
    return limits
  }
  limitsContract(now => ready(redis.url, now))

  it('are shared by processes', async () => {
    const now = () => 1_700_000_040_000
    const [a, b] = [await ready(redis.url, now), await ready(redis.url, now)]
    for (const one of [a, b, a]) expect((await one.take(rule, 'k')).allowed).toBe(true)
    expect((await b.take(rule, 'k')).allowed).toBe(false)
    await a.close()
    await b.close()
  })

  it('hold in each process alone while Redis is away', async () => {
    const own = await withRedis()
    await own.close()
    const { limits, take } = shared(own.url, () => 1_700_000_040_000, 'k')
    const states = [await take(), await take(), await take(), await take()]
    expect(states.map(state => state.allowed)).toEqual([true, true, true, false])
    await limits.close()
  })
})
