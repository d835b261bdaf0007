import { afterAll, beforeAll, describe } from 'vitest'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { redisAvailable, type TestRedis, withRedis } from '../../test/withRedis.ts'
import { createLogger } from '../telemetry/index.ts'
import { createPostgresQueue, createRedisQueue } from './index.ts'
import { queueContract } from './queue.contract.ts'

const log = createLogger({ logLevel: 'silent' })

describe('queue on PostgreSQL', () => {
  let database: TestDb
  beforeAll(async () => {
    database = await withDb()
  })
  afterAll(() => database.close())
  queueContract(options => createPostgresQueue({ url: database.url, log, ...options }))
})

describe.skipIf(!redisAvailable)('queue on Redis', () => {
  let redis: TestRedis
  beforeAll(async () => {
    redis = await withRedis()
  })
  afterAll(() => redis.close())
  queueContract(options => createRedisQueue({ url: redis.url, log, ...options }))
})
