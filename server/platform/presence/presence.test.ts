import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { redisAvailable, type TestRedis, withRedis } from '../../test/withRedis.ts'
import { createLogger } from '../telemetry/index.ts'
import { createMemoryPresence, createRedisPresence } from './index.ts'
import { presenceContract } from './presence.contract.ts'

const log = createLogger({ logLevel: 'silent' })

describe('presence in this process', () => {
  presenceContract(createMemoryPresence)
})

describe.skipIf(!redisAvailable)('presence on Redis', () => {
  let redis: TestRedis
  beforeAll(async () => {
    redis = await withRedis()
  })
  afterAll(() => redis.close())
  presenceContract(now => createRedisPresence({ url: redis.url, log, now }))

  it('is shared by processes, and is nobody without an error while Redis is away', async () => {
    const own = await withRedis()
    const [one, other] = [createRedisPresence({ url: own.url, log }), createRedisPresence({ url: own.url, log })]
    const key = { group: 'g', member: 'ana', connection: 'c' }
    await one.put(key, { status: 'busy' })
    expect([...(await other.list('g'))]).toEqual([['ana', [{ status: 'busy' }]]])
    await own.close()
    await one.put(key, {})
    await one.remove(key)
    expect([...(await other.list('g'))]).toEqual([])
    expect(await other.valuesOf('g', 'ana')).toEqual([])
    expect([...(await other.lastSeen('g'))]).toEqual([])
    await one.close()
    await other.close()
  })
})
