import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDb, type Db } from '../../platform/db/index.ts'
import { newId, type Uuid } from '../../platform/ids/index.ts'
import { fillFolds, fold } from '../../platform/text/index.ts'
import { makeTenant } from '../../test/make.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { FOLDED_NAMES } from './contact.sql.ts'
import { searchContacts, updateContact } from './contact.ts'
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
    ['a number with a zero that is dialled at home', '+213 (0)550 12 34 56', ['amina']],
    ['a pasted number', '\u202a+213\u00a0550\u2011123456\u202c', ['amina']],
    ['other digits', '٠٠٢١٣٥٥٠١٢٣٤٥٦', ['amina']],
    ['a link', 'tel:+213-550-123-456', ['amina']],
    ['signs that mean something in a pattern', '100%', ['percent']],
    ['an underscore as itself', 'r_e', ['percent']],
    ['another form of a number', '+55 11 8765-4321', ['paulista']],
    ['nothing that is there', 'zzz', []],
    ['only a wildcard sign', '\\', []],
  ])('finds by %s', async (_what, q, expected) => {
    expect(await search(q)).toEqual(expected.map(name => ids[name]))
  })

  it.each([
    ['Zoë', ['Zoe', 'ZOË', 'zoë'.normalize('NFD')]],
    ['أحمد إبراهيم', ['احمد', 'آحمد', 'أحْمَد', 'احـــمد ابراهيم', '\u202bأحمد\u202c']],
    ['مصطفى حمزه', ['مصطفي', 'حمزة']],
    ['José'.normalize('NFD'), ['josé'.normalize('NFC'), 'JOSE']],
    ['Groß İnan', ['GROSS', 'groß inan']],
    ['ΓΙΩΡΓΟΣ', ['γιώργος', 'γιωργοσ']],
    ['Łukasz O’Neil', ['lukasz', "o'neil"]],
  ])('finds %s by every spelling of it, renamed and named at first', async (name, spellings) => {
    await person(a, 'named', `+2126700${Math.floor(Math.random() * 90_000 + 10_000)}`, name)
    await person(a, 'renamed', `+2126700${Math.floor(Math.random() * 90_000 + 10_000)}`)
    await db.tenant(a, tx => updateContact(tx, ids.renamed!, { name }, { kind: 'system' }))
    for (const spelling of spellings) {
      expect([spelling, await search(spelling)]).toEqual([spelling, [ids.renamed, ids.named]])
    }
    await db.tenant(a, tx => updateContact(tx, ids.renamed!, { name: null }, { kind: 'system' }))
    expect(await search(spellings[0]!)).toEqual([ids.named])
  })

  it('finds whom it knows under any folding: what is equal when folded is found', async () => {
    const letters = fc.constantFrom(...'éßİςأإآٱىةؤئZøﬁ１٣\u0640\u064e\u0301 -')
    const names = fc.array(letters, { minLength: 2, maxLength: 6 }).map(chars => `Qx${chars.join('')}`)
    await fc.assert(
      fc.asyncProperty(names, async name => {
        await person(a, 'any', `+2126${Math.floor(Math.random() * 90_000_000 + 10_000_000)}`, name)
        for (const spelling of [name, name.toUpperCase(), name.normalize('NFKD'), fold(name)]) {
          expect(await search(spelling)).toContain(ids.any)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('finds a name that was written without its fold as soon as the job has been there', async () => {
    await database.query(`insert into contact (tenant_id, id, name) values ($1, $2, 'Späť')`, [a, newId()])
    expect(await search('spat')).toEqual([])
    await fillFolds(db, FOLDED_NAMES)
    expect(await search('spat')).toHaveLength(1)
  })

  it('finds only people of the tenant that asks', async () => {
    expect(await search('Amina')).toEqual([ids.amina])
    expect(await search('Amina', b)).toEqual([ids.foreign])
    expect(await search('550', b)).toEqual([ids.foreign])
  })

  it('finds nobody when no tenant is set', async () => {
    await expect(db.system('test', tx => searchContacts({ ...tx, tenantId: a }, 'Amina', 10))).rejects.toMatchObject({
      code: '42501',
    })
  })

  it('uses an index that starts with the tenant', async () => {
    await database.query(
      `insert into contact (tenant_id, id, name, name_folded)
       select $1, gen_random_uuid(), md5(i::text), md5(i::text) from generate_series(1, 20000) i`,
      [b],
    )
    await database.query('vacuum analyze contact')
    const plan = await database.query(
      `explain select id from contact where tenant_id = $1 and name_folded like '%benali%'`,
      [b],
    )
    expect(JSON.stringify(plan)).toContain('contact_name_search')
  })
})
