import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { until } from '../../test/until.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { createDb, type Db } from '../db/index.ts'
import { newId, type Uuid } from '../ids/index.ts'
import { type Claim, claim, complete, fail, postpone, putOff, release } from './index.ts'

const TABLE = 'send_pending'
const CLAIM = { perTenant: 10, limit: 100, leaseSeconds: 30, strict: false }
const FAILURE = { code: 'TEST', message: 'It did not work.', retryable: true }
const A: Uuid = newId()

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
beforeEach(() => database.query('truncate send_pending, pending_lane'))

/** Two rows in each of so many lanes, claimed. */
async function claimed(lanes: number): Promise<Claim[]> {
  const ids = Array.from({ length: lanes * 2 }, () => newId())
  const laneOf = Array.from({ length: lanes }, () => newId()).flatMap(lane => [lane, lane])
  await database.query(
    `insert into send_pending (tenant_id, id, lane, ref) select $1, id, lane, '1' from unnest($2::uuid[], $3::uuid[]) t(id, lane)`,
    [A, ids, laneOf],
  )
  return await db.system('test', tx => claim(tx, TABLE, CLAIM), { plans: 'once' })
}
const left = () => database.query('select id from send_pending')

it('is one statement, for one row or many, of one lane or many', async () => {
  const claims = await claimed(3)
  let statements = 0
  const counted = <F extends (statement: never) => unknown>(send: F) =>
    ((statement: never) => {
      statements++
      return send(statement)
    }) as F
  await db.tenant(A, async tx => {
    const counting = { ...tx, one: counted(tx.one), rows: counted(tx.rows), run: counted(tx.run) }
    await complete(counting, TABLE, claims.slice(0, 1))
    await release(counting, TABLE, claims.slice(1, 3))
    await postpone(counting, TABLE, [{ claim: claims[3]!, delaySeconds: 0 }])
    await putOff(counting, TABLE, [{ claim: claims[4]!, delaySeconds: 0 }])
    expect(await fail(counting, TABLE, claims[5]!, FAILURE, { attempts: 3, firstSeconds: 2 })).toBe('retry')
  })
  expect(statements).toBe(5)
  expect(await left()).toHaveLength(5)
  expect(await database.query('select 1 from pending_lane')).toEqual([])
})

it('keeps a lane while rows of its claim are open, however they are settled', async () => {
  const [first, second] = await claimed(1)
  const open = () => database.query('select open from pending_lane')
  expect(await open()).toEqual([{ open: 2 }])
  await db.tenant(A, tx => complete(tx, TABLE, [first!]))
  expect(await open()).toEqual([{ open: 1 }])
  await db.tenant(A, tx => release(tx, TABLE, [second!]))
  expect(await open()).toEqual([])
})

it('is refused to whoever is just being taken over from, though the claim had not committed when it began', async () => {
  const zombie = await claimed(1)
  await database.query(`update pending_lane set lease_until = now() - interval '1 second'`)
  const late = Promise.withResolvers<unknown>()
  await db.system('test', async tx => {
    expect(await claim(tx, TABLE, CLAIM)).toHaveLength(2)
    db.tenant(A, own => complete(own, TABLE, zombie)).then(late.reject, late.resolve)
    const waits = `select from pg_stat_activity where datname = $1 and wait_event = 'transactionid'`
    await until(async () => (await database.query(waits, [database.name])).length > 0)
  })
  expect(await late.promise).toMatchObject({ code: 'LEASE_LOST' })
  expect(await left()).toHaveLength(2)
})
