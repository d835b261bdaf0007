import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { redisAvailable, type TestRedis, withRedis } from '../../test/withRedis.ts'
import { loadConfig } from '../config/index.ts'
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

  it('leads to the database that REDIS_HOST and its companions name, with a password of any characters', async () => {
    const password = 'p@ss/w:rd%25 ü'
    const locked = await withRedis()
    const owner = connectRedis(locked.url, 'impatient', log)
    await owner.config('SET', 'requirepass', password)
    await disconnectRedis(owner)
    const env = { REDIS_HOST: '127.0.0.1', REDIS_PORT: `${locked.port}`, REDIS_PASSWORD: password, REDIS_DB: '3' }
    const { redisUrl } = loadConfig({ DATA_DIR: tmpdir(), ...env }, [])
    const redis = connectRedis(redisUrl!, 'impatient', log)
    expect(await redis.client('INFO')).toContain(' db=3 ')
    await disconnectRedis(redis)
    await locked.close()
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
