import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../../test/until.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { createDb, type Db, sql } from '../db/index.ts'
import { newId, type Uuid } from '../ids/index.ts'
import {
  type Claim,
  type ClaimOptions,
  claim,
  complete,
  extend,
  fail,
  holdWhile,
  postpone,
  putOff,
  release,
  type Turns,
} from './index.ts'

const TABLE = 'send_pending'
const FAILURE = { code: 'TEST', message: 'It did not work.', retryable: true }
const RETRIES = { attempts: 3, firstSeconds: 2 }
const [A, B] = [newId(), newId()] as [Uuid, Uuid]

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
beforeEach(() => database.query('truncate send_pending, pending_lane, dead_letter'))

/** Rows that are due, one id after the other. */
async function work(tenantId: Uuid, lane: Uuid, count = 1): Promise<Uuid[]> {
  const ids = Array.from({ length: count }, () => newId())
  await database.query('insert into send_pending (tenant_id, id, lane, ref) select $1, unnest($2::uuid[]), $3, $4', [
    tenantId,
    ids,
    lane,
    '1',
  ])
  return ids
}
const take = (options: Partial<ClaimOptions> = {}): Promise<Claim[]> =>
  db.system('test', tx => claim(tx, TABLE, { perTenant: 10, limit: 100, leaseSeconds: 30, strict: false, ...options }))
const finish = (claims: Claim[], tenantId = A) => db.tenant(tenantId, tx => complete(tx, TABLE, claims))
const idsOf = (claims: readonly Claim[]) => claims.map(row => row.id)
const leasesRunOut = () => database.query(`update pending_lane set lease_until = now() - interval '1 second'`)
const nothingWaits = () => database.query(`update send_pending set next_try_at = now()`)
const left = async () => idsOf(await database.query<Claim>('select id from send_pending order by id'))

describe('claim', () => {
  it('hands out the oldest rows first, in order', async () => {
    const ids = await work(A, newId(), 5)
    expect(idsOf(await take({ limit: 3 }))).toEqual(ids.slice(0, 3))
  })

  it('gives every tenant the same share, however loud one of them is', async () => {
    for (let lane = 0; lane < 10; lane++) await work(A, newId(), 50)
    const [quiet] = await work(B, newId())
    const claims = await take({ perTenant: 4, limit: 100 })
    expect(claims.filter(row => row.tenantId === A)).toHaveLength(4)
    expect(claims.filter(row => row.tenantId === B).map(row => row.id)).toEqual([quiet])
  })

  it('does not let a loud tenant use up the limit', async () => {
    await work(A, newId(), 50)
    const ofB = await work(B, newId(), 2)
    expect(idsOf(await take({ perTenant: 50, limit: 4 })).filter(id => ofB.includes(id))).toEqual(ofB)
  })

  it('keeps a lane with one worker until its last row is settled', async () => {
    const lane = newId()
    await work(A, lane, 3)
    const first = await take({ limit: 2 })
    expect(await take()).toEqual([])
    await finish(first.slice(0, 1))
    expect(await take()).toEqual([])
    await finish(first.slice(1))
    expect(await take()).toHaveLength(1)
  })

  it('never gives one row or one lane to two of many claims at once', async () => {
    const lanes = Array.from({ length: 8 }, () => newId())
    for (const lane of lanes) await work(A, lane, 10)
    const claims = (await Promise.all(Array.from({ length: 8 }, () => take({ limit: 7 })))).filter(
      rows => rows.length > 0,
    )
    const ids = claims.flatMap(idsOf)
    expect(new Set(ids).size).toBe(ids.length)
    const owners = claims.flatMap(rows => [...new Set(rows.map(row => row.lane))])
    expect(new Set(owners).size).toBe(owners.length)
  })

  it('looks past lanes that are with another worker', async () => {
    const busy = newId()
    await work(A, busy, 20)
    await take({ perTenant: 1 })
    const [free] = await work(A, newId())
    expect(idsOf(await take({ perTenant: 1 }))).toEqual([free])
  })

  it('holds a strict lane back behind a row that waits for its retry, and lets a loose one pass', async () => {
    const [first, second] = await work(A, newId(), 2)
    const [failed, other] = await take({ strict: true })
    await db.tenant(A, async tx => {
      await fail(tx, TABLE, failed!, FAILURE, RETRIES)
      await release(tx, TABLE, [other!])
    })
    expect(await take({ strict: true })).toEqual([])
    expect(idsOf(await take({ strict: false }))).toEqual([second])
    await nothingWaits()
    await leasesRunOut()
    expect(idsOf(await take({ strict: true }))).toEqual([first, second])
  })

  it('takes a further condition', async () => {
    await work(A, newId())
    const [ofB] = await work(B, newId())
    expect(idsOf(await take({ where: sql`p.tenant_id <> ${A}` }))).toEqual([ofB])
  })

  it('is for the system door: a tenant claims and leases nothing of another', async () => {
    const lane = newId()
    await work(B, lane)
    const options = { perTenant: 1, limit: 1, leaseSeconds: 1, strict: false }
    expect(await db.tenant(A, tx => claim(tx, TABLE, options))).toEqual([])
    const lease = db.tenant(A, tx =>
      tx.run(sql`insert into pending_lane (tenant_id, source, lane, fence, lease_until, open)
        values (${B}, ${TABLE}, ${lane}, nextval('pending_fence'), now() + interval '1 hour', 1)`),
    )
    await expect(lease).rejects.toMatchObject({ code: '42501' })
  })
})

describe('a worker that is gone', () => {
  it('loses nothing: its rows are handed out again when the lease has run out', async () => {
    const ids = await work(A, newId(), 2)
    await take()
    expect(await take()).toEqual([])
    await leasesRunOut()
    expect(idsOf(await take())).toEqual(ids)
  })

  it('cannot complete what another has claimed meanwhile, and its work is rolled back', async () => {
    const ids = await work(A, newId(), 2)
    const zombie = await take()
    await leasesRunOut()
    const successor = await take()
    const act = db.tenant(A, async tx => {
      await tx.run(sql`update send_pending set last_error = 'zombie' where id = ${ids[0]}`)
      await complete(tx, TABLE, zombie)
    })
    await expect(act).rejects.toMatchObject({ code: 'LEASE_LOST' })
    expect(await database.query('select 1 from send_pending where last_error is not null')).toEqual([])
    await finish(successor)
    expect(await left()).toEqual([])
  })

  it('cannot complete, fail, release, postpone or extend after its successor has finished', async () => {
    await work(A, newId())
    const zombie = await take()
    await leasesRunOut()
    await finish(await take())
    await expect(finish(zombie)).rejects.toMatchObject({ code: 'LEASE_LOST' })
    expect(await db.tenant(A, tx => fail(tx, TABLE, zombie[0]!, FAILURE, RETRIES))).toBe('lost')
    expect(await db.tenant(A, tx => extend(tx, TABLE, zombie, 60))).toEqual([])
    await db.tenant(A, tx => release(tx, TABLE, zombie))
    const late = db.tenant(A, tx => postpone(tx, TABLE, [{ claim: zombie[0]!, delaySeconds: 1 }]))
    await expect(late).rejects.toMatchObject({ code: 'LEASE_LOST' })
    expect(await database.query('select 1 from dead_letter')).toEqual([])
  })

  it('cannot settle rows of another tenant', async () => {
    await work(B, newId())
    const claims = await take()
    await expect(finish(claims, A)).rejects.toMatchObject({ code: 'LEASE_LOST' })
    await finish(claims, B)
  })
})

describe('settling', () => {
  it('completes nothing when the surrounding transaction fails', async () => {
    const ids = await work(A, newId())
    const claims = await take()
    const act = db.tenant(A, async tx => {
      await complete(tx, TABLE, claims)
      throw new Error('later step')
    })
    await expect(act).rejects.toThrow('later step')
    expect(await left()).toEqual(ids)
    await finish(claims)
    expect(await left()).toEqual([])
  })

  it('releases without counting an attempt', async () => {
    await work(A, newId())
    await db.tenant(A, async tx => release(tx, TABLE, await take()))
    expect(await take()).toMatchObject([{ attempts: 0 }])
  })

  it('gives up after the third failure, keeps the cause and the address of the row', async () => {
    const lane = newId()
    const [id] = await work(A, lane)
    const outcomes: string[] = []
    for (let no = 0; no < 3; no++) {
      await nothingWaits()
      const [row] = await take()
      outcomes.push(await db.tenant(A, tx => fail(tx, TABLE, row!, FAILURE, RETRIES)))
      expect(await take()).toEqual([])
    }
    expect(outcomes).toEqual(['retry', 'retry', 'dead'])
    expect(await left()).toEqual([])
    const dead = await database.query('select source, source_id, lane, ref, attempts, error_code from dead_letter')
    expect(dead).toEqual([{ source: TABLE, source_id: id, lane, ref: '1', attempts: 3, error_code: 'TEST' }])
  })

  it('remembers each attempt with its moment and cause', async () => {
    await work(A, newId())
    for (const code of ['FIRST', 'SECOND', 'THIRD']) {
      await nothingWaits()
      const [row] = await take()
      await db.tenant(A, tx => fail(tx, TABLE, row!, { ...FAILURE, code }, RETRIES))
    }
    const [letter] = await database.query<{ history: Array<{ at: string; code: string }>; first: boolean }>(
      'select history, first_at < created_at as first from dead_letter',
    )
    expect(letter!.history.map(({ code }) => code)).toEqual(['FIRST', 'SECOND', 'THIRD'])
    expect(letter!.history.map(({ at }) => at)).toEqual(letter!.history.map(({ at }) => at).toSorted())
    expect(letter!.first).toBe(true)
  })

  it('tries as often, and waits as long, as the process is told', async () => {
    await work(A, newId())
    const failOnce = async () => {
      await nothingWaits()
      const [row] = await take()
      return await db.tenant(A, tx => fail(tx, TABLE, row!, FAILURE, { attempts: 2, firstSeconds: 60 }))
    }
    expect(await failOnce()).toBe('retry')
    const [wait] = await database.query<{ s: number }>(
      'select extract(epoch from next_try_at - now())::float as s from send_pending',
    )
    expect(wait!.s).toBeGreaterThan(40)
    expect(await failOnce()).toBe('dead')
  })

  it('gives up at once on what no attempt could mend', async () => {
    await work(A, newId())
    const [row] = await take()
    expect(await db.tenant(A, tx => fail(tx, TABLE, row!, { ...FAILURE, retryable: false }, RETRIES))).toBe('dead')
  })

  it('waits longer before each further try', async () => {
    await work(A, newId())
    const waits: number[] = []
    for (let no = 0; no < 2; no++) {
      await nothingWaits()
      const [row] = await take()
      await db.tenant(A, tx => fail(tx, TABLE, row!, FAILURE, RETRIES))
      const [wait] = await database.query<{ s: number }>(
        'select extract(epoch from next_try_at - now())::float as s from send_pending',
      )
      waits.push(wait!.s)
    }
    expect(waits[0]).toBeGreaterThan(1)
    expect(waits[0]).toBeLessThan(2.6)
    expect(waits[1]).toBeGreaterThan(2.6)
  })

  it('postpones with the delay and the note that the caller chose, and counts the attempt', async () => {
    await work(A, newId())
    const [row] = await take()
    await db.tenant(A, tx => postpone(tx, TABLE, [{ claim: row!, delaySeconds: 60, ref: '2' }]))
    expect(await take()).toEqual([])
    await nothingWaits()
    expect(await take()).toMatchObject([{ ref: '2', attempts: 1 }])
  })

  it('extends a lease that would have run out', async () => {
    await work(A, newId())
    const claims = await take({ leaseSeconds: 0 })
    expect(await db.tenant(A, tx => extend(tx, TABLE, claims, 60))).toEqual(claims)
    expect(await take()).toEqual([])
  })

  it('keeps a lease while the work goes on, and no longer', async () => {
    await work(A, newId())
    const claims = await take({ leaseSeconds: 0.3 })
    const ends = async () =>
      (await database.query<{ at: Date }>('select lease_until as at from pending_lane'))[0]!.at.getTime()
    const first = await ends()
    const held = { db, table: TABLE, tenantId: A, claims, leaseSeconds: 0.3, onError: () => undefined } as const
    await holdWhile(held, async () => {
      await until(async () => (await ends()) > first + 400)
      expect(await take()).toEqual([])
    })
    const again = await until(async () => {
      const rows = await take()
      return rows.length > 0 && rows
    })
    expect(again).toMatchObject([{ id: claims[0]!.id }])
  })

  it('leaves nothing behind in the table of lanes', async () => {
    for (let no = 0; no < 3; no++) await work(A, newId(), 2)
    await finish(await take())
    expect(await database.query('select 1 from pending_lane')).toEqual([])
  })
})

describe('a claim by turns', () => {
  const channels = (count: number) => Array.from({ length: count }, () => newId())
  const queue = async (tenantId: Uuid, channelId: Uuid, count: number, lane?: Uuid): Promise<Uuid[]> => {
    const ids = Array.from({ length: count }, () => newId())
    await database.query(
      `insert into send_pending (tenant_id, id, lane, ref, channel_id)
       select $1, id, coalesce($3, gen_random_uuid()), '1', $4 from unnest($2::uuid[]) id`,
      [tenantId, ids, lane ?? null, channelId],
    )
    return ids
  }
  const byTurns = (turns: Partial<Turns> = {}, more: Partial<ClaimOptions> = {}) =>
    take({ strict: true, turns: { without: [], most: new Map(), ...turns }, ...more })

  it('gives a reply its turn though 50,000 rows of another channel of the tenant are older', async () => {
    const [bulk, shop, theirs] = channels(3) as [Uuid, Uuid, Uuid]
    await database.query(
      `insert into send_pending (tenant_id, id, lane, ref, channel_id)
       select $1, uuidv7(), gen_random_uuid(), '1', $2 from generate_series(1, 50000)`,
      [A, bulk],
    )
    const [reply] = await queue(A, shop, 1)
    const [other] = await queue(B, theirs, 1)
    const claimed = await byTurns()
    expect(idsOf(claimed)).toEqual(expect.arrayContaining([reply, other]))
    expect(claimed.find(row => row.id === reply)).toMatchObject({ part: shop })
    // At rest the bulk costs nobody a turn.
    expect(idsOf(await byTurns({ without: [bulk] }))).toEqual([])
    const [next] = await queue(A, shop, 1)
    expect(idsOf(await byTurns({ without: [bulk] }))).toEqual([next])
  })

  it('takes no more of a channel than is worth it, and keeps the order of a lane where it is cut off', async () => {
    const [slow, quick] = channels(2) as [Uuid, Uuid]
    const lane = newId()
    const ids = await queue(A, slow, 5, lane)
    await queue(A, quick, 5)
    const claimed = await byTurns({ most: new Map([[slow, 2]]) }, { perTenant: 100 })
    expect(idsOf(claimed.filter(row => row.part === slow))).toEqual(ids.slice(0, 2))
    expect(claimed).toHaveLength(7)
    expect(await byTurns()).toEqual([])
  })

  it('puts rows off each by its own delay, and lets nobody pass them', async () => {
    const [channel] = channels(1) as [Uuid]
    const lane = newId()
    const [first, second] = await queue(A, channel, 2, lane)
    const claims = await byTurns()
    await db.tenant(A, tx =>
      putOff(
        tx,
        TABLE,
        claims.map(claim => ({ claim, delaySeconds: claim.id === first ? 60 : 0 })),
      ),
    )
    expect(await byTurns()).toEqual([])
    await nothingWaits()
    expect(idsOf(await byTurns())).toEqual([first, second])
  })

  it('lets no worker put off what another has taken over', async () => {
    const [channel] = channels(1) as [Uuid]
    await queue(A, channel, 1)
    const stale = await byTurns()
    await leasesRunOut()
    const fresh = await byTurns()
    await db.tenant(A, tx =>
      putOff(
        tx,
        TABLE,
        stale.map(claim => ({ claim, delaySeconds: 60 })),
      ),
    )
    await finish(fresh)
    expect(await left()).toEqual([])
  })
})
