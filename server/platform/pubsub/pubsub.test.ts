import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../../test/until.ts'
import { redisAvailable, type TestRedis, withRedis } from '../../test/withRedis.ts'
import { createLogger } from '../telemetry/index.ts'
import { createLocalPubSub, createRedisPubSub } from './index.ts'
import { pubsubContract } from './pubsub.contract.ts'

const log = createLogger({ logLevel: 'silent' })

describe('pub/sub in this process', () => {
  pubsubContract(createLocalPubSub)
})

describe.skipIf(!redisAvailable)('pub/sub on Redis', () => {
  let redis: TestRedis
  beforeAll(async () => {
    redis = await withRedis()
  })
  afterAll(() => redis.close())
  pubsubContract(() => createRedisPubSub({ url: redis.url, log }))

  it('reaches other processes, also after the connections were cut', async () => {
    const [a, b] = [createRedisPubSub({ url: redis.url, log }), createRedisPubSub({ url: redis.url, log })]
    const heard: unknown[] = []
    await b.subscribe('t', message => void heard.push(message))
    await a.publish('t', 1)
    await until(() => heard.length === 1)
    await cutAll(redis)
    await until(async () => {
      await a.publish('t', 2)
      return heard.includes(2)
    })
    await a.close()
    await b.close()
  })

  it('loses messages, and throws nothing, while Redis is away', async () => {
    const own = await withRedis()
    const pubsub = createRedisPubSub({ url: own.url, log })
    await pubsub.subscribe('t', () => expect.unreachable())
    await own.close()
    await pubsub.publish('t', 1)
    await pubsub.close()
  })
})

async function cutAll(redis: TestRedis): Promise<void> {
  const { Redis } = await import('ioredis')
  const admin = new Redis(redis.url)
  await admin.call('CLIENT', 'KILL', 'TYPE', 'pubsub')
  await admin.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
  admin.disconnect()
}
