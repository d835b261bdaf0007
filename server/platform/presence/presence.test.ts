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
    await one.put({ group: 'g', member: 'ana', connection: 'c', value: { status: 'busy' } }, 60)
    expect(await other.list('g')).toEqual([{ group: 'g', member: 'ana', connection: 'c', value: { status: 'busy' } }])
    await own.close()
    await one.put({ group: 'g', member: 'ana', connection: 'c', value: {} }, 60)
    await one.remove({ group: 'g', member: 'ana', connection: 'c' })
    expect(await other.list('g')).toEqual([])
    expect([...(await other.lastSeen('g'))]).toEqual([])
    await one.close()
    await other.close()
  })
})
