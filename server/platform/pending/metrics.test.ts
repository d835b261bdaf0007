import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { until } from '../../test/until.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { createDb, type Db } from '../db/index.ts'
import { createMetrics } from '../telemetry/index.ts'
import { claim } from './claim.ts'
import { claimWait } from './metrics.ts'

const TABLE = 'send_pending'
const OPTIONS = { perTenant: 1, limit: 1, leaseSeconds: 1, strict: false }

let database: TestDb
let db: Db
beforeAll(async () => {
  database = await withDb()
  db = createDb({ url: database.url })
})
afterAll(async () => {
  await db.close()
  await database.close()
})

it('tells how long a claim took until its rows were there, with the time for which others kept it waiting', async () => {
  const metrics = createMetrics()
  const holder = new pg.Client({ connectionString: database.ownerUrl })
  await holder.connect()
  await holder.query('begin')
  await holder.query('lock table pending_lane in access exclusive mode')
  const claimed = db.system('test', tx => claim(tx, TABLE, OPTIONS, metrics))
  const isWaiting = 'select from pg_locks where not granted'
  await until(async () => (await database.query(isWaiting)).length > 0)
  const seenAt = performance.now()
  await until(() => performance.now() - seenAt >= 30)
  await holder.end()
  await claimed
  const sum = (await claimWait(metrics).get()).values.find(({ metricName }) => metricName?.endsWith('_sum'))
  expect(sum).toMatchObject({ labels: { table: TABLE }, value: expect.any(Number) })
  expect(sum!.value).toBeGreaterThanOrEqual(0.03)
})
