import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { redisAvailable, type TestRedis, withRedis } from '../../test/withRedis.ts'
import { createLogger } from '../telemetry/index.ts'
import { connectRedis, disconnectRedis } from './index.ts'

const log = createLogger({ logLevel: 'silent' })

describe.skipIf(!redisAvailable)('an impatient connection to Redis', () => {
  let server: TestRedis
  beforeAll(async () => {
    server = await withRedis()
  })
  afterAll(() => server.close())

  it('does what is asked before it stands', async () => {
    const redis = connectRedis(server.url, 'impatient', log)
    expect(await redis.ping()).toBe('PONG')
    await disconnectRedis(redis)
  })

  it('fails at once when it stood and was cut', async () => {
    const redis = connectRedis(server.url, 'impatient', log)
    await redis.ping()
    const cut = once(redis, 'close')
    redis.disconnect(true)
    await cut
    await expect(redis.ping()).rejects.toThrow('writeable')
    await disconnectRedis(redis)
  })

  it('fails, and waits no more, where nobody answers', async () => {
    const gone = await withRedis()
    await gone.close()
    const redis = connectRedis(gone.url, 'impatient', log)
    await expect(redis.ping()).rejects.toThrow()
    await expect(redis.ping()).rejects.toThrow('writeable')
    await disconnectRedis(redis)
  })
})
