import { afterAll, beforeAll, expect, it } from 'vitest'
import { until } from '../../test/until.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { createDb, type Db, sql } from './index.ts'

let database: TestDb
let db: Db
let other: Db

beforeAll(async () => {
  database = await withDb()
  db = createDb({ url: database.url })
  other = createDb({ url: database.url })
})
afterAll(async () => {
  await db.close()
  await other.close()
  await database.close()
})

async function heard(channel: string): Promise<{ count(): number; stop(): Promise<void> }> {
  let count = 0
  const stop = await other.listen(channel, () => count++)
  // Listening itself says once that there may be something.
  return { count: () => count - 1, stop }
}

it('wakes listeners of other connections once the transaction has committed', async () => {
  const listener = await heard('announce_commit')
  await db.system('test', async tx => {
    tx.announce('announce_commit')
    await tx.run(sql`select pg_sleep(0.05)`)
    expect(listener.count()).toBe(0)
  })
  await until(() => listener.count() > 0, { what: 'the announcement' })
  await listener.stop()
})

it('says nothing of a transaction that was rolled back', async () => {
  const listener = await heard('announce_mixed')
  const rolledBack = db.system('test', async tx => {
    tx.announce('announce_mixed')
    throw new Error('changed its mind')
  })
  await expect(rolledBack).rejects.toThrow('changed its mind')
  await db.system('test', async tx => tx.announce('announce_mixed'))
  await until(() => listener.count() > 0, { what: 'the announcement' })
  expect(listener.count()).toBe(1)
  await listener.stop()
})

it('makes one announcement of many that come together', async () => {
  const listener = await heard('announce_many')
  await Promise.all(Array.from({ length: 100 }, () => db.system('test', async tx => tx.announce('announce_many'))))
  await until(() => listener.count() > 0, { what: 'the announcement' })
  expect(listener.count()).toBeLessThan(60)
  await listener.stop()
})

it('tells the listeners of this process alone while no other process runs, and the others as soon as one does', async () => {
  let alone = true
  const host = { wake: () => undefined, subscribersTo: () => [], alone: () => alone }
  const own = createDb({ url: database.url, host })
  let here = 0
  const stop = await own.listen('announce_alone', () => here++)
  const elsewhere = await heard('announce_alone')
  const announce = () => own.system('test', async tx => tx.announce('announce_alone'))
  await announce()
  await until(() => here > 1, { what: 'the announcement in this process' })
  // Comes after whatever the database might have passed on.
  await database.query("select pg_notify('announce_alone', '')")
  await until(() => elsewhere.count() > 0, { what: 'the notification of the test' })
  expect(elsewhere.count()).toBe(1)
  alone = false
  await announce()
  await until(() => elsewhere.count() > 1, { what: 'the announcement in another process' })
  await Promise.all([stop(), elsewhere.stop()])
  await own.close()
})
