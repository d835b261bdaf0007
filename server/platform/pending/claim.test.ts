import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../../test/until.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { createDb, type Db, type Share } from '../db/index.ts'
import { newId, type Uuid } from '../ids/index.ts'
import { type Claim, claim } from './index.ts'

const TABLE = 'send_pending'
const [A, B] = [newId(), newId()] as [Uuid, Uuid]

let database: TestDb
let db: Db
let share: Share = {}

beforeAll(async () => {
  database = await withDb()
  db = createDb({
    url: database.url,
    host: { wake: () => undefined, subscribersTo: () => [], share: () => share },
  })
})
afterAll(async () => {
  await db.close()
  await database.close()
})
beforeEach(async () => {
  share = {}
  await database.query('truncate send_pending, pending_lane')
})

async function work(tenantId: Uuid, lane: Uuid, count: number): Promise<Uuid[]> {
  const ids = Array.from({ length: count }, () => newId())
  await database.query(`insert into send_pending (tenant_id, id, lane, ref) select $1, unnest($2::uuid[]), $3, '1'`, [
    tenantId,
    ids,
    lane,
  ])
  return ids
}
const take = (limit = 100): Promise<Claim[]> =>
  db.system('test', tx => claim(tx, TABLE, { perTenant: 10, limit, leaseSeconds: 30, strict: true }), { plans: 'once' })
const idsOf = (claims: readonly Claim[]) => claims.map(row => row.id)
const lanes = () => database.query<{ lane: Uuid; open: number }>('select lane, open from pending_lane order by lane')

/**
 * Claims while another worker has the lane, uncommitted, so that the claim has seen it free and waits for it. `finish` is what
 * the other does in its lane before it frees it and commits.
 */
async function claimBehind(lane: Uuid, finish: string): Promise<Claim[]> {
  const other = new pg.Client(database.ownerUrl)
  await other.connect()
  try {
    await other.query('begin')
    await other.query(
      `insert into pending_lane (tenant_id, source, lane, fence, lease_until, open)
       values ($1, $2, $3, nextval('pending_fence'), now() + interval '1 minute', 1)`,
      [A, TABLE, lane],
    )
    const claiming = take()
    const waits = `select from pg_stat_activity where datname = $1 and wait_event = 'transactionid'`
    await until(async () => (await database.query(waits, [database.name])).length > 0)
    await other.query(finish)
    await other.query('commit')
    return await claiming
  } finally {
    await other.end()
  }
}

describe('a claim that comes just behind another worker', () => {
  it('gives back the lane when the other has done all of it', async () => {
    const lane = newId()
    await work(A, lane, 2)
    expect(await claimBehind(lane, 'delete from send_pending; delete from pending_lane')).toEqual([])
    expect(await lanes()).toEqual([])
  })

  it('takes what the other has left, and counts it', async () => {
    const lane = newId()
    const [first, ...others] = await work(A, lane, 3)
    const finish = `delete from send_pending where id = '${first}'; delete from pending_lane`
    expect(idsOf(await claimBehind(lane, finish))).toEqual(others)
    expect(await lanes()).toEqual([{ lane, open: 2 }])
  })

  it('takes nothing behind a row that the other has put off: the order of the lane holds', async () => {
    const lane = newId()
    const [first] = await work(A, lane, 2)
    const putOff = `update send_pending set next_try_at = now() + interval '1 hour' where id = '${first}'; delete from pending_lane`
    expect(await claimBehind(lane, putOff)).toEqual([])
    expect(await lanes()).toEqual([])
  })

  it('leaves the lane alone when the other still has it, and takes the others', async () => {
    const [lane, free] = [newId(), newId()] as [Uuid, Uuid]
    await work(A, lane, 1)
    const [own] = await work(A, free, 1)
    expect(idsOf(await claimBehind(lane, 'select 1'))).toEqual([own])
    expect(await lanes()).toHaveLength(2)
  })
})

describe('processes that share the work', () => {
  const shardOf = async (tenantId: Uuid) =>
    (await database.query<{ shard: number }>('select uuid_hash($1::uuid) & 63 as shard', [tenantId]))[0]!.shard

  it('begin with their own tenants, and take those of others when theirs have nothing', async () => {
    const theirs = await shardOf(A)
    const ours = Array.from({ length: 64 }, (_, shard) => shard).filter(shard => shard !== theirs)
    let tenant = B
    while ((await shardOf(tenant)) === theirs) tenant = newId()
    const [older] = await work(A, newId(), 1)
    const [own] = await work(tenant, newId(), 1)
    share = { first: ours }
    expect(idsOf(await take())).toEqual([own])
    expect(idsOf(await take())).toEqual([older])
  })

  it('never give one lane to two, however many claim at once', async () => {
    for (let lane = 0; lane < 8; lane++) await work(A, newId(), 10)
    const claims = (await Promise.all(Array.from({ length: 8 }, () => take(7)))).filter(rows => rows.length > 0)
    const owners = claims.flatMap(rows => [...new Set(rows.map(row => row.lane))])
    expect(new Set(owners).size).toBe(owners.length)
  })
})
