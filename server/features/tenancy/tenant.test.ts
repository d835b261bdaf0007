import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDb, type Db, sql, type Tx } from '../../platform/db/index.ts'
import { newId, type Uuid } from '../../platform/ids/index.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { createTenant, findTenant, getTenant, nextNumber, type Tenant, updateTenant } from './index.ts'

let database: TestDb
let db: Db
let here: Tenant
let there: Tenant
const actor = { kind: 'user' as const, id: newId() }

const make = (name: string, businessType: Tenant['businessType'], locale?: string) =>
  db.system('arrange a tenant', tx => createTenant(tx, { name, businessType, locale, plan: 'premium' }, actor))

beforeAll(async () => {
  database = await withDb()
  db = createDb({ url: database.url, max: 10 })
  here = await make('Here', 'restaurant', 'ar-MA')
  there = await make('There', 'delivery')
})
afterAll(async () => {
  await db.close()
  await database.close()
})

const eventsOf = (tenantId: Uuid) =>
  database.query<{ type: string; data: unknown; actor_id: string }>(
    'select type, data, actor_id from event where tenant_id = $1 order by position',
    [tenantId],
  )

describe('a tenant', () => {
  it('is made with the region of its country and all defaults, and says so', async () => {
    expect(here).toMatchObject({
      currency: 'MAD',
      timezone: 'Africa/Casablanca',
      status: 'trial',
      settings: { bot: { enabled: true, greeting: null }, dayEndsAt: 0 },
    })
    expect(await eventsOf(here.id)).toEqual([
      {
        type: 'tenant.created',
        data: { businessType: 'restaurant', locale: 'ar-MA', currency: 'MAD' },
        actor_id: actor.id,
      },
    ])
  })

  it('sees itself and never another', async () => {
    expect(await db.tenant(here.id, getTenant)).toEqual(here)
    await expect(db.tenant(here.id, tx => findTenant(tx, there.id))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(db.tenant(newId(), getTenant)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('changes only what a patch names, and the log holds before and after', async () => {
    const patch = { name: 'Renamed', settings: { bot: { greeting: 'مرحبا' } } }
    const after = await db.tenant(there.id, tx => updateTenant(tx, patch, actor))
    expect(after).toEqual({
      ...there,
      name: 'Renamed',
      settings: { ...there.settings, bot: { enabled: true, greeting: 'مرحبا' } },
    })
    expect((await eventsOf(there.id)).at(-1)).toMatchObject({
      type: 'tenant.updated',
      data: {
        before: { name: 'There', settings: { bot: { greeting: null } } },
        changed: { name: 'Renamed', settings: { bot: { greeting: 'مرحبا' } } },
      },
    })
    const again = await db.tenant(there.id, tx => updateTenant(tx, { settings: { bot: { enabled: false } } }, actor))
    expect(again.settings).toEqual({ ...there.settings, bot: { enabled: false, greeting: 'مرحبا' } })
    expect(await db.tenant(here.id, getTenant)).toEqual(here)
  })

  it('keeps both of two changes made at the same time', async () => {
    await Promise.all([
      db.tenant(there.id, tx => updateTenant(tx, { branding: { themeColor: '#0d9488' } }, actor)),
      db.tenant(there.id, tx => updateTenant(tx, { branding: { themeName: 'teal' } }, actor)),
    ])
    const { branding } = await db.tenant(there.id, getTenant)
    expect(branding).toEqual({ themeColor: '#0d9488', themeName: 'teal', logoUrl: null })
  })
})

describe('a kept tenant', () => {
  it.each([
    ['name', 'Another'],
    ['business_type', 'pharmacy'],
    ['status', 'suspended'],
    ['locale', 'fr-FR'],
    ['timezone', 'Asia/Tokyo'],
    ['currency', 'JPY'],
    ['settings', '{"dayEndsAt": 5}'],
    ['branding', '{"themeName": "dusk"}'],
    ['plan', 'enterprise'],
  ])('has the new %s as soon as anybody has changed it, and the other business its own', async (column, value) => {
    const [one, two] = [await make('One', 'restaurant'), await make('Two', 'restaurant')]
    const before = await db.tenant(one.id, getTenant)
    expect(await db.tenant(one.id, getTenant)).toBe(before)
    await database.query(`update tenant set ${column} = $2 where id = $1`, [one.id, value])
    const after = await db.tenant(one.id, getTenant)
    expect(after).not.toEqual(before)
    expect(after).toEqual(await db.system('what is stored', tx => findTenant(tx, one.id)))
    expect(await db.tenant(two.id, getTenant)).toEqual(two)
  })
})

describe('numbers', () => {
  const take = (tenantId: Uuid, name: string) => db.tenant(tenantId, tx => nextNumber(tx, name))

  it('have no gaps and no doubles when many are taken at once and some are rolled back', async () => {
    const abandon = async (tx: Tx) => {
      await nextNumber(tx, 'order')
      await tx.run(sql`select 1 / 0`)
    }
    const results = await Promise.allSettled(
      Array.from({ length: 60 }, (_, turn) => (turn % 4 === 0 ? db.tenant(here.id, abandon) : take(here.id, 'order'))),
    )
    const taken = results.flatMap(result => (result.status === 'fulfilled' ? [result.value as number] : []))
    expect(taken.sort((a, b) => a - b)).toEqual(Array.from({ length: 45 }, (_, at) => at + 1))
  })

  it('count for each tenant and each series alone', async () => {
    expect(await take(there.id, 'order')).toBe(1)
    expect(await take(there.id, 'invoice')).toBe(1)
    expect(await take(there.id, 'order')).toBe(2)
  })

  it('cannot be taken from another tenant', async () => {
    const theirs = db.tenant(there.id, tx => nextNumber({ ...tx, tenantId: here.id }, 'order'))
    await expect(theirs).rejects.toMatchObject({ code: '42501' })
  })
})
