import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../../test/until.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { createDb, type Db, sql } from '../db/index.ts'
import { newId, type Uuid } from '../ids/index.ts'
import { claim } from '../pending/index.ts'
import { createProcesses, type Processes } from './index.ts'

/** Noticing takes seconds; what is tested is that it does not take the lease of ten minutes. */
const PATIENT = { timeout: 60_000 }

let database: TestDb
let db: Db
const woken: string[] = []
const errors: unknown[] = []
const opened: Processes[] = []
const children: ChildProcess[] = []

beforeAll(async () => {
  database = await withDb()
  db = createDb({ url: database.url, connectWithinMs: 30_000 })
})
beforeEach(() => database.query('truncate send_pending, pending_lane, process'))
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const one of opened.splice(0)) await one.close()
  woken.length = 0
  errors.length = 0
})
afterAll(async () => {
  await db.close()
  await database.close()
})

async function joined(works = true): Promise<Processes> {
  const one = createProcesses({
    url: database.url,
    works,
    wake: queue => woken.push(queue),
    onError: error => errors.push(error),
  })
  one.wakeWhenFreed('send')
  opened.push(one)
  await one.start()
  return one
}

/** A worker that has leased all there is, for ten minutes. */
async function otherWorker(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'worker.fixture.ts'), database.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const [line] = await once(createInterface({ input: child.stdout! }), 'line')
  expect(JSON.parse(line as string)).toMatchObject({ claims: 3 })
  return child
}
const work = () =>
  database.query(
    `insert into send_pending (tenant_id, id, lane, ref) select $1, uuidv7(), gen_random_uuid(), '1' from generate_series(1, 3)`,
    [newId()],
  )
const take = () =>
  db.system('test', tx => claim(tx, 'send_pending', { perTenant: 10, limit: 100, leaseSeconds: 30, strict: true }), {
    plans: 'once',
  })
const first = (one: Processes) => one.share().first

describe('a worker', { timeout: 120_000 }, () => {
  it('that is killed is noticed: its work is handed out again long before its leases run out, and queues are woken', async () => {
    await work()
    const witness = await joined()
    const child = await otherWorker()
    await until(() => !witness.alone(), PATIENT)
    expect(await take()).toEqual([])
    child.kill('SIGKILL')
    await until(() => woken.includes('send'), PATIENT)
    expect(await take()).toHaveLength(3)
    await until(() => witness.alone(), PATIENT)
  })

  it('that was killed while nobody else ran is noticed by the next one that starts', async () => {
    await work()
    const child = await otherWorker()
    child.kill('SIGKILL')
    await once(child, 'exit')
    await joined()
    await until(() => woken.includes('send'), PATIENT)
    expect(await take()).toHaveLength(3)
  })

  it('that ends says so: its leases are free when it is gone, and queues are woken', async () => {
    await work()
    const witness = await joined()
    const child = await otherWorker()
    await until(() => !witness.alone(), PATIENT)
    child.kill('SIGTERM')
    await once(child, 'exit')
    expect(await take()).toHaveLength(3)
    await until(() => woken.includes('send'), PATIENT)
  })

  it('that is stopped is not robbed: it keeps its leases, only its share of new work goes to others', async () => {
    await work()
    const witness = await joined()
    const child = await otherWorker()
    await until(() => first(witness)?.length === 32, PATIENT)
    child.kill('SIGSTOP')
    await until(() => first(witness) === undefined, PATIENT)
    expect(witness.alone()).toBe(false)
    expect(await take()).toEqual([])
    child.kill('SIGCONT')
    await until(() => first(witness)?.length === 32, PATIENT)
    expect(await take()).toEqual([])
    expect(woken).toEqual([])
  })

  it('whose connection was cut comes back, and nobody takes its leases meanwhile', async () => {
    const [one, other] = [await joined(), await joined()]
    await database.query(
      `insert into pending_lane (tenant_id, source, lane, fence, lease_until, open, holder)
       values ($1, 'send_pending', $1, 1, now() + interval '10 minutes', 1, $2)`,
      [newId(), one.id],
    )
    await database.query(
      `select pg_terminate_backend(pid) from pg_locks join process on objid::bigint = lock and locktype = 'advisory' where id = $1`,
      [one.id],
    )
    await until(() => errors.length > 0, PATIENT)
    expect(one.alone()).toBe(false)
    await until(() => first(one)?.length === 32 && first(other)?.length === 32, PATIENT)
    expect(await database.query('select 1 from pending_lane')).toHaveLength(1)
  })
})

describe('a lease', () => {
  it('is in the name of its process, through whichever door it was taken, also where another one had run out', async () => {
    const [process, tenant] = [newId(), newId() as Uuid]
    const own = createDb({ url: database.url, process })
    const text = `insert into pending_lane (tenant_id, source, lane, fence, lease_until, open)
      values ('${tenant}', 'send_pending', uuidv7(), 1, now(), 1)`
    await own.system('test', tx => tx.run(sql.raw(text)))
    await own.tenant(tenant, tx => tx.run(sql.raw(text)), { plans: 'once' })
    await own.systemOnce('test', { name: 'lease', text }, [])
    await work()
    await database.query(
      `insert into pending_lane (tenant_id, source, lane, fence, lease_until, open, holder)
       select tenant_id, 'send_pending', lane, 1, now(), 1, uuidv7() from send_pending`,
    )
    const options = { perTenant: 10, limit: 100, leaseSeconds: 30, strict: true }
    expect(await own.system('test', tx => claim(tx, 'send_pending', options), { plans: 'once' })).toHaveLength(3)
    await own.close()
    expect(
      await database.query('select holder, count(*)::integer as leases from pending_lane group by holder'),
    ).toEqual([{ holder: process, leases: 6 }])
  })
})

describe('a process', { timeout: 120_000 }, () => {
  it('knows whether it is alone, at once when another comes or goes', async () => {
    const one = await joined()
    expect(one.alone()).toBe(true)
    const other = await joined(false)
    expect(other.alone()).toBe(false)
    await until(() => !one.alone())
    await other.close()
    await until(() => one.alone())
  })

  it('shares the shards with others that work, and with no API process', async () => {
    const [one, two] = [await joined(), await joined()]
    const api = await joined(false)
    await until(() => first(one)?.length === 32 && first(two)?.length === 32, PATIENT)
    expect([...first(one)!, ...first(two)!].toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 64 }, (_, no) => no),
    )
    expect(first(api)).toBeUndefined()
  })

  it('that knows nobody yet does not say that it is alone', () => {
    const ignore = () => undefined
    const one = createProcesses({ url: database.url, works: true, wake: ignore, onError: ignore })
    expect(one.alone()).toBe(false)
  })
})
