import { execFileSync, spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { Queue as BullQueue } from 'bullmq'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../../test/until.ts'
import { redisAvailable, type TestRedis, withRedis } from '../../test/withRedis.ts'
import { createLogger } from '../telemetry/index.ts'
import { createRedisQueue, type Queue } from './index.ts'
import { newName } from './queue.contract.ts'

const log = createLogger({ logLevel: 'silent' })

describe.skipIf(!redisAvailable)('the queue when Redis fails', () => {
  let redis: TestRedis
  let queue: Queue
  let admin: Redis
  beforeEach(async () => {
    redis = await withRedis()
    queue = createRedisQueue({ url: redis.url, log })
    admin = new Redis(redis.url)
    admin.on('error', () => undefined)
  })
  afterEach(async () => {
    admin.disconnect()
    await queue.close()
    await redis.close()
  })

  it('removes the schedules that an older version kept as jobs', async () => {
    const old = new BullQueue('schedules', { connection: { url: redis.url }, prefix: 'tawsil' })
    await old.upsertJobScheduler('sweep', { every: 3_600_000 })
    let ticks = 0
    queue.every('tick', 200, async () => void ticks++)
    await until(() => ticks > 1)
    await old.close()
    expect(await admin.keys('*:schedules:*')).toEqual([])
  })

  /** Work as features have it: rows to do, a drain that empties them, a sweep that wakes the drain. */
  function work(name: string) {
    const todo = new Set<number>()
    const done: number[] = []
    let next = 0
    queue.handle(name, async () => {
      for (const row of todo) {
        todo.delete(row)
        done.push(row)
        await wait(1)
      }
    })
    return {
      done,
      write: () => void todo.add(next++),
      written: () => next,
      sweep: (everyMs: number) => queue.every(`sweep ${name}`, everyMs, async () => queue.wake(name)),
    }
  }

  it('loses nothing that a sweep brings back, when it is flushed again and again', async () => {
    const name = newName()
    const api = createRedisQueue({ url: redis.url, log })
    const rows = work(name)
    rows.sweep(200)
    for (let round = 0; round < 200; round++) {
      rows.write()
      api.wake(name)
      await api.add(name, { round })
      if (round % 10 === 0) await admin.flushall()
      await wait(2)
    }
    await until(() => rows.done.length === rows.written(), { timeout: 10_000 })
    expect(new Set(rows.done).size).toBe(200)
    await api.close()
  })

  it('brings a schedule back that was flushed away', async () => {
    let runs = 0
    queue.every(newName(), 200, async () => void runs++)
    await until(() => runs >= 2)
    await admin.flushall()
    const before = runs
    await until(() => runs >= before + 3, { timeout: 10_000 })
  })

  it('runs schedules in this process while Redis is away', async () => {
    let runs = 0
    queue.every(newName(), 200, async () => void runs++)
    await until(() => runs >= 1)
    process.kill(redis.pid, 'SIGKILL')
    await until(() => admin.status !== 'ready', { what: 'the end of Redis' })
    const before = runs
    await until(() => runs >= before + 3, { timeout: 10_000 })
  })

  it('never fails a wake, and fails an add within seconds, while Redis is away', async () => {
    const name = newName()
    await queue.add(name, {})
    process.kill(redis.pid, 'SIGKILL')
    await until(() => admin.status !== 'ready')
    for (let no = 0; no < 1_000; no++) queue.wake(name)
    const began = performance.now()
    await expect(queue.add(name, {})).rejects.toThrow()
    expect(performance.now() - began).toBeLessThan(3_000)
    await expect(queue.ping()).rejects.toThrow()
  })

  it('works again after Redis was restarted empty, without anyone doing anything', async () => {
    const name = newName()
    const rows = work(name)
    rows.sweep(200)
    rows.write()
    queue.wake(name)
    await until(() => rows.done.length === 1)
    process.kill(redis.pid, 'SIGKILL')
    await until(() => admin.status !== 'ready')
    rows.write()
    const again = await withRedisOn(redis.port)
    const seen: unknown[] = []
    queue.handle(`${name}-jobs`, async data => void seen.push(data.no))
    await until(() => queue.add(`${name}-jobs`, { no: 7 }).then(() => true), { timeout: 10_000, interval: 200 })
    await until(() => seen.includes(7) && rows.done.length === 2, { timeout: 10_000 })
    await again()
  }, 30_000)

  it('lives through a pause of Redis', async () => {
    const name = newName()
    const rows = work(name)
    process.kill(redis.pid, 'SIGSTOP')
    rows.write()
    queue.wake(name)
    await until(() => rows.done.length === 1)
    const began = performance.now()
    await expect(queue.add(name, {})).rejects.toThrow()
    expect(performance.now() - began).toBeLessThan(4_000)
    process.kill(redis.pid, 'SIGCONT')
    await until(() => queue.add(name, {}).then(() => true), { timeout: 10_000, interval: 200 })
  })
})

/** Starts an empty Redis on the port of one that died. */
async function withRedisOn(port: number): Promise<() => Promise<void>> {
  const child = spawn('redis-server', ['--port', `${port}`, '--save', '', '--dir', '/tmp'], { stdio: 'ignore' })
  await until(() =>
    execFileSync('redis-cli', ['-p', `${port}`, 'ping'])
      .toString()
      .includes('PONG'),
  )
  return async () => {
    child.kill('SIGKILL')
  }
}
