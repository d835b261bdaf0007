import { afterAll, beforeAll, expect, it } from 'vitest'
import { until } from '../../test/until.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { newId } from '../ids/index.ts'
import { createDb, type Db, sql } from './index.ts'

let database: TestDb
let db: Db
beforeAll(async () => {
  database = await withDb()
  db = createDb({ url: database.url, max: 2 })
})
afterAll(async () => {
  await db.close()
  await database.close()
})

const addTenants = {
  name: 'test_add_tenants',
  text: `insert into tenant (id, name, business_type) select id, name, 'retail' from unnest($1::uuid[], $2::text[]) as t(id, name) returning id`,
}

it('a statement of its own is committed when it answers', async () => {
  const ids = [newId(), newId()]
  expect(await db.systemOnce('test', addTenants, [ids, ['One', 'Two']])).toHaveLength(2)
  const seen = await database.query<{ count: number }>('select count(*)::int from tenant where id = any($1)', [ids])
  expect(seen[0]!.count).toBe(2)
})

it('runs in the system role, which no tenant transaction inherits', async () => {
  const role = { name: 'test_role', text: `select 1 where current_user = 'tawsil_system'` }
  expect(await db.systemOnce('test', role, [])).toHaveLength(1)
  const user = await db.tenant(newId(), tx => tx.one<{ name: string }>(sql`select current_user::text as name`))
  expect(user.name).toBe('tawsil_tenant')
})

it('a connection that was cut is UNAVAILABLE, and the next statement has a new one', async () => {
  const sleep = { name: 'test_sleep', text: 'select pg_sleep(20)' }
  const cut = expect(db.systemOnce('test', sleep, [])).rejects.toMatchObject({ code: 'UNAVAILABLE', status: 503 })
  const terminate = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = $1 and query like '%pg_sleep(20)%' and pid <> pg_backend_pid()`
  await until(async () => (await database.query(terminate, [database.name])).length > 0)
  await cut
  expect(await db.systemOnce('test', addTenants, [[newId()], ['Three']])).toHaveLength(1)
})
