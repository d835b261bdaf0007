import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { newId } from '../ids/index.ts'
import { createDb, type Db, planOnce, sql, uuids } from './index.ts'

let database: TestDb
let db: Db

beforeAll(async () => {
  database = await withDb()
  db = createDb({ url: database.url, max: 1 })
})
afterAll(async () => {
  await db.close()
  await database.close()
})

const byId = () => sql`select id from contact where id = any(${uuids([newId()])})`

/** How the one connection planned the statement, over its whole life. */
const plans = () =>
  db.system('prepared statements belong to connections', tx =>
    tx.one<{ custom: number; generic: number }>(sql`
      select custom_plans as custom, generic_plans as generic from pg_prepared_statements
      where statement like 'select id from contact where id = any%'`),
  )

it('after planOnce a statement keeps its first plan, in that transaction alone', async () => {
  for (let times = 0; times < 3; times++) {
    await db.tenant(newId(), tx => Promise.all([planOnce(tx), tx.rows(byId())]))
  }
  expect(await plans()).toEqual({ custom: 0, generic: 3 })
  await db.tenant(newId(), tx => tx.rows(byId()))
  expect(await plans()).toEqual({ custom: 1, generic: 3 })
})
