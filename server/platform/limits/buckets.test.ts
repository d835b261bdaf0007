import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../../test/until.ts'
import { redisAvailable, type TestRedis, withRedis } from '../../test/withRedis.ts'
import { connectRedis, disconnectRedis } from '../redis/index.ts'
import { createLogger } from '../telemetry/index.ts'
import { type Bucket, type Buckets, createMemoryBuckets, createRedisBuckets } from './buckets.ts'

let keys = 0
const bucket = (perSecond: number, burst: number): Bucket => ({ key: `${process.pid}-${++keys}`, perSecond, burst })
const ask = async (buckets: Buckets, from: Bucket[], times: number) =>
  (await buckets.take(Array.from({ length: times }, () => from))).map(lack => lack?.waitMs ?? 0)

it('a burst is a burst at any moment of a clock that counts in fractions', async () => {
  let moment = 0
  const buckets = createMemoryBuckets(() => moment)
  for (let time = 0; time < 2_000; time++) {
    moment = Math.random() * 1e7
    expect(await ask(buckets, [bucket(0.3, 4)], 4)).toEqual([0, 0, 0, 0])
  }
})

function contract(open: () => Promise<Buckets>): void {
  let buckets: Buckets
  beforeAll(async () => {
    buckets = await open()
  })
  afterAll(() => buckets.close())

  it('gives the burst at once, then says how long the next token takes', async () => {
    const waits = await ask(buckets, [bucket(0.5, 5)], 7)
    expect(waits.slice(0, 5)).toEqual([0, 0, 0, 0, 0])
    for (const wait of waits.slice(5)) {
      expect(wait).toBeGreaterThan(1_500)
      expect(wait).toBeLessThanOrEqual(2_000)
    }
  })

  it('takes from all buckets or from none', async () => {
    const [wide, narrow] = [bucket(0.01, 3), bucket(0.01, 1)]
    expect(await ask(buckets, [wide, narrow], 2)).toEqual([0, expect.any(Number)])
    expect(await buckets.take([[wide, narrow]])).toMatchObject([{ key: narrow.key }])
    expect(await ask(buckets, [wide], 3)).toEqual([0, 0, expect.any(Number)])
  })

  it('gives a token again when its time has come, and not before', async () => {
    const one = bucket(10, 1)
    expect(await ask(buckets, [one], 1)).toEqual([0])
    const [wait] = await ask(buckets, [one], 1)
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(100)
    await until(async () => (await ask(buckets, [one], 1))[0] === 0, { interval: 5 })
  })

  it('of another rule from now on is not as empty as the old rule made it', async () => {
    const slow = bucket(0.01, 100)
    expect((await ask(buckets, [slow], 100)).filter(wait => wait > 0)).toEqual([])
    const [wait] = await ask(buckets, [{ ...slow, perSecond: 10, burst: 5 }], 1)
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(100)
    await until(async () => (await ask(buckets, [{ ...slow, perSecond: 10, burst: 5 }], 1))[0] === 0, { interval: 5 })
  })

  it('gives nothing while it is held', async () => {
    const one = bucket(1_000, 1_000)
    await buckets.hold([one.key], 60_000)
    const [wait] = await ask(buckets, [one], 1)
    expect(wait).toBeGreaterThan(59_000)
    expect(wait).toBeLessThanOrEqual(60_000)
  })
}

describe('buckets in memory', () => {
  contract(async () => createMemoryBuckets())

  it('give exactly what came in: 45 at once, then one each 6 seconds', async () => {
    let moment = 0
    const buckets = createMemoryBuckets(() => moment)
    const pair = { key: 'pair', perSecond: 1 / 6, burst: 45 }
    let given = 0
    for (; moment < 600_000; moment += 500) given += (await buckets.take([[pair]]))[0] === null ? 1 : 0
    expect(given).toBe(45 + 99)
  })
})

describe.skipIf(!redisAvailable)('buckets on Redis', () => {
  let redis: TestRedis
  const log = createLogger({ logLevel: 'silent' })
  beforeAll(async () => {
    redis = await withRedis()
  })
  afterAll(() => redis.close())
  const open = async () => {
    const buckets = createRedisBuckets({ url: redis.url, log })
    const other = createRedisBuckets({ url: redis.url, log })
    // What one takes the other misses: then both are connected.
    await until(async () => {
      const probe = bucket(0.001, 1)
      await ask(buckets, [probe], 1)
      return (await ask(other, [probe], 1))[0] !== 0
    })
    await other.close()
    return buckets
  }
  contract(open)

  it('are shared by processes', async () => {
    const [a, b] = [await open(), await open()]
    const one = bucket(0.01, 2)
    expect(await ask(a, [one], 1)).toEqual([0])
    expect(await ask(b, [one], 2)).toEqual([0, expect.any(Number)])
    await a.close()
    await b.close()
  })

  it('wait for nobody because Redis’s clock was set back', async () => {
    const buckets = await open()
    const one = bucket(20, 2)
    const raw = connectRedis(redis.url, 'patient', log, 'test')
    const ahead = `${(Date.now() + 3_600_000) * 1000}`
    await raw.set(`tawsil:bucket:${one.key}`, ahead)
    await raw.set(`tawsil:hold:${one.key}`, `${ahead} 100000`)
    expect((await ask(buckets, [one], 1))[0]).toBeLessThanOrEqual(100)
    await until(async () => (await ask(buckets, [one], 1))[0] === 0, { interval: 5 })
    await buckets.close()
    await disconnectRedis(raw)
  })

  it('are each process’s own while Redis is away', async () => {
    const gone = await withRedis()
    await gone.close()
    const buckets = createRedisBuckets({ url: gone.url, log })
    expect(await ask(buckets, [bucket(0.01, 1)], 2)).toEqual([0, expect.any(Number)])
    await buckets.close()
  })
})
