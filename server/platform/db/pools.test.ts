import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { newId } from '../ids/index.ts'
import { createDb, type Db, sql, type TxOptions, uuids } from './index.ts'

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

const byId = (ids = [newId()]) => sql`select id from tenant where id = any(${uuids(ids)})`

/** How the one connection for this use planned the statement, over its whole life. */
const plansOf = (options: TxOptions) =>
  db.tenant(
    newId(),
    tx =>
      tx.one<{ custom: number; generic: number }>(sql`
      select custom_plans as custom, generic_plans as generic from pg_prepared_statements
      where statement like 'select id from tenant where id = any%'`),
    options,
  )

it('a transaction that plans once keeps each first plan, whoever its tenant is; others plan for the values', async () => {
  for (let times = 0; times < 3; times++) await db.tenant(newId(), tx => tx.rows(byId()), { plans: 'once' })
  await db.tenants(
    [newId(), newId()].map(tenantId => ({ tenantId, work: tx => tx.rows(byId()) })),
    { plans: 'once' },
  )
  expect(await plansOf({ plans: 'once' })).toEqual({ custom: 0, generic: 5 })
  await db.tenant(newId(), tx => tx.rows(byId()))
  expect(await plansOf({})).toEqual({ custom: 1, generic: 0 })
})

it('no connection ever serves both roles, because a statement is planned again when the role changes', async () => {
  const whose = sql<{ pid: number; role: string }>`select pg_backend_pid() as pid, current_user::text as role`
  const rolesOf = new Map<number, Set<string>>()
  for (const plans of ['once', undefined, 'once', undefined] as const) {
    for (const seen of [
      await db.tenant(newId(), tx => tx.one(whose), { plans }),
      await db.system('test', tx => tx.one(whose), { plans }),
    ])
      rolesOf.set(seen.pid, (rolesOf.get(seen.pid) ?? new Set()).add(seen.role))
  }
  expect([...rolesOf.values()].map(roles => [...roles].join()).toSorted()).toEqual([
    'tawsil_system',
    'tawsil_system',
    'tawsil_tenant',
    'tawsil_tenant',
  ])
})
