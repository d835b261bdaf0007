import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDb, type Db } from '../../platform/db/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { makeTenant } from '../../test/make.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { searchContacts } from './contact.ts'
import { resolveContacts } from './resolve.ts'

let database: TestDb
let db: Db
let a: Uuid
let b: Uuid
const ids: Record<string, Uuid> = {}

beforeAll(async () => {
  database = await withDb()
  db = createDb({ url: database.url })
  a = await makeTenant(database)
  b = await makeTenant(database)
  await person(a, 'amina', '+213550123456', 'Amina Benali')
  await person(a, 'fatima', '+212661998877', 'فاطمة الزهراء')
  await person(a, 'percent', '+33612345678', '100% Sûr_e')
  await person(a, 'unnamed', '+213550999000')
  await person(a, 'paulista', '+5511987654321')
  await person(b, 'foreign', '+213550123456', 'Amina Benali')
})
afterAll(async () => {
  await db.close()
  await database.close()
})

async function person(tenantId: Uuid, name: string, phone: string, profileName?: string): Promise<void> {
  const identities = [{ kind: 'phone' as const, scope: '', value: phone }]
  const [id] = await db.tenant(tenantId, tx => resolveContacts(tx, [{ identities, profileName }]))
  ids[name] = id!
}
const search = (q: string, tenantId = a) => db.tenant(tenantId, tx => searchContacts(tx, q, 10))

describe('searchContacts', () => {
  it.each([
    ['part of a name in any case', 'bEnaL', ['amina']],
    ['part of an Arabic name', 'فاطمة', ['fatima']],
    ['a single letter', 'b', ['amina']],
    ['the end of a number', '50123456', ['amina']],
    ['a number with spaces and plus', '+213 550-12 34 56', ['amina']],
    ['a national number with its leading zero', '0550', ['unnamed', 'amina']],
    ['signs that mean something in a pattern', '100%', ['percent']],
    ['an underscore as itself', 'r_e', ['percent']],
    ['another form of a number', '+55 11 8765-4321', ['paulista']],
    ['nothing that is there', 'zzz', []],
    ['only a wildcard sign', '\\', []],
  ])('finds by %s', async (_what, q, expected) => {
    expect(await search(q)).toEqual(expected.map(name => ids[name]))
  })

  it('finds only people of the tenant that asks', async () => {
    expect(await search('Amina')).toEqual([ids.amina])
    expect(await search('Amina', b)).toEqual([ids.foreign])
    expect(await search('550', b)).toEqual([ids.foreign])
  })

  it('finds nobody when no tenant is set', async () => {
    await expect(db.system('test', tx => searchContacts(tx, 'Amina', 10))).rejects.toMatchObject({ code: '42501' })
  })

  it('uses an index that starts with the tenant', async () => {
    await database.query(
      `insert into contact (tenant_id, id, name)
       select $1, gen_random_uuid(), md5(i::text) from generate_series(1, 20000) i`,
      [b],
    )
    await database.query('vacuum analyze contact')
    const plan = await database.query(`explain select id from contact where tenant_id = $1 and name ilike '%Benali%'`, [
      b,
    ])
    expect(JSON.stringify(plan)).toContain('contact_name_search')
  })
})
