import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { newId } from '../ids/index.ts'
import { analyzeGrown } from './growth.ts'
import { createDb, type Db } from './index.ts'

let database: TestDb
let db: Db
const tenantId = newId()

beforeAll(async () => {
  database = await withDb()
  db = createDb({ url: database.url, max: 1 })
  await database.query(`insert into tenant (id, name, business_type) values ($1, 'Grown', 'retail')`, [tenantId])
  // By nobody else meanwhile.
  await database.query('alter table contact set (autovacuum_enabled = false)')
})
afterAll(async () => {
  await db.close()
  await database.close()
})

const grow = async (count: number) => {
  await database.query(
    `with fresh as (insert into contact (tenant_id, id, name) select $1, gen_random_uuid(), 'x' from generate_series(1, $2) returning 1)
     select pg_stat_force_next_flush(), (select count(*) from fresh)`,
    [tenantId, count],
  )
}
const known = async () =>
  Number((await database.query<{ n: number }>(`select reltuples as n from pg_class where relname = 'contact'`))[0]!.n)

it('a table that became ten times as large is analysed, once', async () => {
  await grow(400)
  await analyzeGrown(db)
  expect(await known()).toBe(-1)
  await grow(400)
  expect(await analyzeGrown(db)).toBeGreaterThan(0)
  expect(await known()).toBe(800)
  expect(await analyzeGrown(db)).toBe(0)
  await grow(2_000)
  await analyzeGrown(db)
  expect(await known()).toBe(800)
  await grow(6_000)
  await analyzeGrown(db)
  expect(await known()).toBe(8_800)
})
