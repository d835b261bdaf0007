import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDb, type Db } from '../../platform/db/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { makeTenant } from '../../test/make.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { countUsage, getTenant, limitNow, uncountUsage, usageOf } from './index.ts'
import { dayOf, firstOfMonth, nextMonthAt } from './month.ts'

const ZONES = ['UTC', 'Africa/Casablanca', 'Asia/Kolkata', 'America/Santiago', 'Pacific/Apia', 'Africa/Cairo']
const moments = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })

describe('a month of a time zone', () => {
  it('ends at the first moment of the next one, to the millisecond', () => {
    fc.assert(
      fc.property(moments, fc.constantFrom(...ZONES), (moment, zone) => {
        const end = nextMonthAt(moment, zone)
        const monthOf = (at: number) => dayOf(new Date(at), zone).slice(0, 7)
        expect(end > moment).toBe(true)
        expect(monthOf(end.getTime() - 1)).toBe(monthOf(moment.getTime()))
        expect(monthOf(end.getTime())).not.toBe(monthOf(moment.getTime()))
        expect(dayOf(end, zone)).toBe(firstOfMonth(dayOf(end, zone)))
      }),
      { numRuns: 300 },
    )
  })

  it('is the business’s own: the same moment is in two months', () => {
    const moment = new Date('2026-01-31T20:00:00Z')
    expect(dayOf(moment, 'Asia/Kolkata')).toBe('2026-02-01')
    expect(dayOf(moment, 'America/Santiago')).toBe('2026-01-31')
    expect(nextMonthAt(moment, 'America/Santiago')).toEqual(new Date('2026-02-01T03:00:00Z'))
  })
})

let database: TestDb
let db: Db

beforeAll(async () => {
  database = await withDb()
  db = createDb({ url: database.url, max: 20 })
})
afterAll(async () => {
  await db.close()
  await database.close()
})

const NOW = new Date('2026-03-15T12:00:00Z')
const count = (tenantId: Uuid, at = NOW) =>
  db.tenant(tenantId, async tx => countUsage(tx, await getTenant(tx), 'messages', at))
const counted = async (tenantId: Uuid): Promise<number> => {
  const [row] = await database.query<{ sum: string }>('select sum(count) from usage_daily where tenant_id = $1', [
    tenantId,
  ])
  return Number(row!.sum ?? 0)
}
const fill = (tenantId: Uuid, day: string, many: number) =>
  database.query(`insert into usage_daily values ($1, 'messages', $2, 3, $3)`, [tenantId, day, many])

describe('the limit of a plan', () => {
  it('is never passed by messages that are counted at the same time', async () => {
    const here = await makeTenant(database, { plan: 'free' })
    const there = await makeTenant(database, { plan: 'free' })
    await fill(here, '2026-03-02', 70)
    const ends = await Promise.allSettled(Array.from({ length: 100 }, () => count(here)))
    expect(ends.filter(end => end.status === 'fulfilled')).toHaveLength(30)
    expect(await counted(here)).toBe(100)
    expect(ends.find(end => end.status === 'rejected')!.reason).toMatchObject({
      code: 'PLAN_LIMIT_REACHED',
      status: 402,
      details: { plan: 'free', limit: 100, used: 100, resetsAt: '2026-04-01T00:00:00.000Z' },
    })
    await count(there)
    expect(await counted(there)).toBe(1)
  })

  it('starts anew with the month of the business, not with ours', async () => {
    const tenantId = await makeTenant(database, { plan: 'free', timezone: 'Asia/Kolkata' })
    await fill(tenantId, '2026-03-20', 100)
    await expect(count(tenantId, new Date('2026-03-31T18:29:59Z'))).rejects.toMatchObject({
      details: { resetsAt: '2026-03-31T18:30:00.000Z' },
    })
    await count(tenantId, new Date('2026-03-31T18:30:00Z'))
    expect(await counted(tenantId)).toBe(101)
  })

  it('leaves nothing behind when it refuses, so the transaction may go on', async () => {
    const tenantId = await makeTenant(database, { plan: 'free' })
    await fill(tenantId, '2026-03-02', 100)
    await db.tenant(tenantId, async tx => {
      const tenant = await getTenant(tx)
      await expect(countUsage(tx, tenant, 'messages', NOW)).rejects.toMatchObject({ code: 'PLAN_LIMIT_REACHED' })
      expect(await limitNow(tx, tenant, 'messages', NOW)).toMatchObject({ code: 'PLAN_LIMIT_REACHED' })
    })
    expect(await counted(tenantId)).toBe(100)
  })

  it('is announced once when four fifths of it are used, and once when all of it is', async () => {
    const [here, there] = [await makeTenant(database, { plan: 'free' }), await makeTenant(database, { plan: 'free' })]
    await fill(here, '2026-03-02', 78)
    await fill(there, '2026-03-02', 10)
    for (let no = 0; no < 22; no++) await count(here)
    for (let no = 0; no < 22; no++) await count(there)
    await expect(count(here)).rejects.toMatchObject({ code: 'PLAN_LIMIT_REACHED' })
    const events = await database.query(
      `select tenant_id, data from event where type = 'usage.warned' and tenant_id = any($1) order by position`,
      [[here, there]],
    )
    expect(events).toEqual([
      { tenant_id: here, data: { metric: 'messages', level: 'nearly_reached', used: 80, limit: 100, plan: 'free' } },
      { tenant_id: here, data: { metric: 'messages', level: 'reached', used: 100, limit: 100, plan: 'free' } },
    ])
  })

  it('is for each plan its own, and for some there is none', async () => {
    for (const [plan, limit] of [
      ['free', 100],
      ['basic', 1000],
      ['premium', 10_000],
      ['enterprise', null],
    ] as const) {
      const tenantId = await makeTenant(database, { plan })
      const usage = await db.tenant(tenantId, async tx => usageOf(tx, await getTenant(tx), 'messages'))
      expect(usage).toMatchObject({ used: 0, limit })
    }
    const vast = await makeTenant(database)
    await fill(vast, '2026-03-02', 1_000_000)
    await Promise.all(Array.from({ length: 50 }, () => count(vast)))
    expect(await counted(vast)).toBe(1_000_050)
  })

  it('counts from the moment the operator sets it, in every business of the plan, and until it is taken away', async () => {
    await database.query(`insert into plan (name) values ('shifting')`)
    const ours = await makeTenant(database, { plan: 'shifting' })
    const theirs = await makeTenant(database, { plan: 'shifting' })
    const refusal = (id: Uuid) => db.tenant(id, async tx => limitNow(tx, await getTenant(tx), 'messages', NOW))
    for (const id of [ours, theirs]) {
      await count(id)
      expect(await refusal(id)).toBeUndefined()
    }
    await database.query(`insert into plan_limit values ('shifting', 'messages', 1)`)
    for (const id of [ours, theirs]) {
      expect(await refusal(id)).toMatchObject({ code: 'PLAN_LIMIT_REACHED', details: { limit: 1, used: 1 } })
      await expect(count(id)).rejects.toMatchObject({ code: 'PLAN_LIMIT_REACHED' })
    }
    await database.query(`update plan_limit set most = 2 where plan = 'shifting'`)
    await count(ours)
    await database.query(`delete from plan_limit where plan = 'shifting'`)
    await count(ours)
    expect([await refusal(ours), await counted(ours)]).toEqual([undefined, 3])
  })

  it('may be taken away while a message is counted', async () => {
    const id = await makeTenant(database, { plan: 'free' })
    await fill(id, '2026-03-01', 1_000_000)
    await db.tenant(id, async tx => {
      const tenant = await getTenant(tx)
      expect(await limitNow(tx, tenant, 'messages', NOW)).toMatchObject({ code: 'PLAN_LIMIT_REACHED' })
      const [limit] = await database.query(
        `delete from plan_limit where plan = 'free' and metric = 'messages' returning most`,
      )
      try {
        await countUsage(tx, tenant, 'messages', NOW)
      } finally {
        await database.query(`insert into plan_limit values ('free', 'messages', $1)`, [limit!.most])
      }
    })
    expect(await counted(id)).toBe(1_000_001)
  })

  it('takes back what was counted for nothing', async () => {
    for (const plan of ['free', 'enterprise']) {
      const tenantId = await makeTenant(database, { plan })
      await db.tenant(tenantId, async tx => {
        const tenant = await getTenant(tx)
        await countUsage(tx, tenant, 'messages', NOW)
        await uncountUsage(tx, tenant, 'messages', NOW)
      })
      expect(await counted(tenantId), plan).toBe(0)
    }
  })

  it('counts for nobody else: one business cannot write another’s', async () => {
    const [here, there] = [await makeTenant(database), await makeTenant(database)]
    const other = await db.tenant(there, getTenant)
    await expect(db.tenant(here, tx => countUsage(tx, other, 'messages', NOW))).rejects.toMatchObject({ code: '42501' })
  })
})
