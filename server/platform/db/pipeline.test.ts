import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { newId } from '../ids/index.ts'
import { createDb, type Db, type SystemTx, sql } from './index.ts'

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

const add = (tx: SystemTx, name: string, id = newId()) =>
  tx.run(sql`insert into tenant (id, name, business_type) values (${id}, ${name}, 'retail')`)
const count = (tx: SystemTx) => tx.one<{ n: number }>(sql`select count(*)::int as n from tenant`)

describe('statements that are given together', () => {
  it('run in the order in which they were given, each seeing what the one before wrote', async () => {
    const seen = await db.system('test', tx =>
      Promise.all([count(tx), add(tx, 'one'), count(tx), add(tx, 'two'), count(tx)]),
    )
    expect(seen).toEqual([{ n: 0 }, 1, { n: 1 }, 1, { n: 2 }])
  })

  it('are all undone when one fails, whose error is told, and leave the connection to others', async () => {
    const id = newId()
    const failing = db.system('test', tx =>
      Promise.all([add(tx, 'three', id), add(tx, 'again', id), add(tx, 'behind')]),
    )
    await expect(failing).rejects.toMatchObject({ code: '23505' })
    expect(await db.system('test', count)).toEqual({ n: 2 })
  })

  it('tell why the transaction could not begin, not that they came too late', async () => {
    await database.query(`create role no_doors login password 'x'`)
    const url = new URL(database.url)
    url.username = 'no_doors'
    url.password = 'x'
    const locked = createDb({ url: url.href, max: 1 })
    try {
      await expect(locked.system('test', count)).rejects.toThrow(/permission denied to set role/)
      await expect(locked.tenant(newId(), count)).rejects.toThrow(/permission denied to set role/)
    } finally {
      await locked.close()
      await database.query('drop role no_doors')
    }
  })

  it('are refused as lost when the connection breaks between them', async () => {
    const broken = db.system('test', async tx => {
      const [{ pid }] = await Promise.all([tx.one<{ pid: number }>(sql`select pg_backend_pid() as pid`), count(tx)])
      await database.query('select pg_terminate_backend($1)', [pid])
      return await Promise.all([add(tx, 'never'), count(tx)])
    })
    await expect(broken).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(await db.system('test', count)).toEqual({ n: 2 })
  })
})
