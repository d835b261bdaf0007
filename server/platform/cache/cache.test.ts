import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { redisAvailable, type TestRedis, withRedis } from '../../test/withRedis.ts'
import { createLogger } from '../telemetry/index.ts'
import { cacheContract } from './cache.contract.ts'
import { createMemoryCache, createRedisCache } from './index.ts'

const log = createLogger({ logLevel: 'silent' })

describe('cache in memory', () => {
  cacheContract(async () => createMemoryCache())

  it('makes room by forgetting what was used longest ago', async () => {
    const cache = createMemoryCache({ most: 3 })
    for (const key of ['a', 'b', 'c']) await cache.set(key, key, 60)
    await cache.get('a')
    await cache.set('d', 'd', 60)
    expect(await Promise.all(['a', 'b', 'c', 'd'].map(key => cache.get(key)))).toEqual(['a', undefined, 'c', 'd'])
  })
})

describe.skipIf(!redisAvailable)('cache on Redis', () => {
  let redis: TestRedis
  beforeAll(async () => {
    redis = await withRedis()
  })
  afterAll(() => redis.close())
  const open = async () => {
    const cache = createRedisCache({ url: redis.url, log })
    await cache.ping()
    return cache
  }
  cacheContract(open)

  it('is shared by processes', async () => {
    const [a, b] = [await open(), await open()]
    await a.set('t:1:x', 5, 60)
    expect(await b.get('t:1:x')).toBe(5)
    await b.drop('t:1:x')
    expect(await a.get('t:1:x')).toBeUndefined()
    await a.close()
    await b.close()
  })

  it('is empty, and no error, while Redis is away', async () => {
    const own = await withRedis()
    const cache = createRedisCache({ url: own.url, log })
    await cache.ping()
    await own.close()
    await cache.set('t:1:y', 1, 60)
    expect(await cache.get('t:1:y')).toBeUndefined()
    expect(await cache.getOrMake('t:1:y', 60, async () => 2)).toBe(2)
    await cache.drop('t:1:y')
    await expect(cache.ping()).rejects.toThrow()
    await cache.close()
  })
})
