import { afterAll, beforeAll, expect, it } from 'vitest'
import { until } from '../../test/until.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { createLogger } from '../telemetry/index.ts'
import { createPostgresQueue, type Queue } from './index.ts'

let database: TestDb
let queue: Queue
beforeAll(async () => {
  database = await withDb()
  queue = createPostgresQueue({ url: database.url, log: createLogger({ logLevel: 'silent' }) })
})
afterAll(async () => {
  await queue.close()
  await database.close()
})

it('works on after every connection to the database was cut', async () => {
  const seen: unknown[] = []
  let ticks = 0
  queue.handle('cut', async data => void seen.push(data.no))
  queue.every('tick', 200, async () => void ticks++)
  await queue.add('cut', { no: 1 })
  await until(() => seen.length === 1 && ticks > 0)
  const others = `datname = current_database() and usename <> current_user`
  await database.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${others}`)
  await until(() => queue.add('cut', { no: 2 }).then(() => true), { timeout: 10_000 })
  const before = ticks
  await until(() => seen.includes(2) && ticks > before + 1, { timeout: 15_000, what: 'work after the cut' })
  expect(seen).toEqual([1, 2])
})
