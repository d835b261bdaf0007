import { afterEach, beforeEach, expect, it } from 'vitest'
import { closeContext, type TestContext, testContext } from '../../test/context.ts'
import { makeTenant } from '../../test/make.ts'
import { until } from '../../test/until.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { sql } from '../db/index.ts'
import { newId, type Uuid } from '../ids/index.ts'
import { createPostgresQueue } from '../queue/index.ts'
import { createLogger } from '../telemetry/index.ts'
import { dueWorkOf, watchPending } from './index.ts'

let database: TestDb
let context: TestContext
let a: Uuid
let b: Uuid

beforeEach(async () => {
  database = await withDb()
  a = await makeTenant(database)
  b = await makeTenant(database)
  const queue = createPostgresQueue({ url: database.url, log: createLogger({ logLevel: 'silent' }) })
  context = testContext(database, { queue })
})
afterEach(async () => {
  await closeContext(context)
  await database.close()
})

const write = (tenantId: Uuid, delaySeconds: number) =>
  database.query(
    `insert into media_pending (tenant_id, id, lane, next_try_at) values ($1, $2, $2, now() + $3 * interval '1 second')`,
    [tenantId, newId(), delaySeconds],
  )

/** A worker of this process that takes what is due; nobody wakes it but the look for due work. */
function work(): { taken: Uuid[]; runs(): number } {
  const taken: Uuid[] = []
  let runs = 0
  context.queue.handle('media', async () => {
    runs++
    const rows = await database.query<{ tenant_id: Uuid }>(
      'delete from media_pending where next_try_at <= now() returning tenant_id',
    )
    taken.push(...rows.map(row => row.tenant_id))
  })
  watchPending(context, 'media', 'media_pending')
  return { taken, runs: () => runs }
}

it('rows whose wake was lost are found, of every tenant', async () => {
  await write(a, 0)
  await write(b, 0)
  const { taken } = work()
  await until(() => taken.length === 2)
  expect(new Set(taken)).toEqual(new Set([a, b]))
})

it('a row that waits for its time is taken when that has come, and wakes nobody before', async () => {
  await write(a, 1.5)
  const { taken, runs } = work()
  await until(() => taken.length === 1)
  expect(runs()).toBe(1)
})

it('a row that is due stands out behind many that wait', async () => {
  for (let no = 0; no < 250; no++) await write(a, 3_600)
  await write(b, 0)
  const { taken } = work()
  await until(() => taken.length === 1)
  expect(taken).toEqual([b])
})

it('a source that has nothing wakes nobody, beside one that has', async () => {
  let empty = 0
  context.queue.handle('empty', async () => void empty++)
  dueWorkOf(context).watch('empty', sql`(select null::float8)`)
  await write(a, 0)
  const { taken } = work()
  await until(() => taken.length === 1)
  expect(empty).toBe(0)
})
