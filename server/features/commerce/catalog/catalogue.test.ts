import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDb, type Db, type Tx } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { makeTenant } from '../../../test/make.ts'
import { type TestDb, withDb } from '../../../test/withDb.ts'
import { addBranch, changeBranch, removeBranch } from './branch.ts'
import { readCatalogue } from './catalogue.ts'
import { addCategory, changeCategory, removeCategory } from './category.ts'
import { addItem, changeItem, removeItem } from './item.ts'

let database: TestDb
let db: Db
let tenant: Uuid

beforeAll(async () => {
  database = await withDb()
  db = createDb({ url: database.url })
})
afterAll(async () => {
  await db.close()
  await database.close()
})
beforeEach(async () => {
  tenant = await makeTenant(database)
})

const ACTOR = { kind: 'system' } as const
const read = (locale = 'en', of = tenant) => db.tenant(of, tx => readCatalogue(tx, locale))
const write = <T>(work: (tx: Tx) => Promise<T>) => db.tenant(tenant, work)
const category = (name: string) => ({ name, translations: { fr: { name: `${name} (fr)` } }, position: 1 })
const item = (code: string) => ({
  code,
  name: code,
  description: '',
  translations: { fr: { name: `${code} (fr)` } },
  price: { amount: 100, currency: 'MAD' },
  available: true,
})
const branch = (name: string) => ({ name, translations: {}, address: '1 Street', available: true })

describe('a catalogue', () => {
  it('is read once for each language, whatever the region', async () => {
    await write(tx => addCategory(tx, category('Grill'), ACTOR))
    const [english, french] = [await read('en'), await read('fr-CM')]
    expect([english.categories[0]?.name, french.categories[0]?.name]).toEqual(['Grill', 'Grill (fr)'])
    expect(await read('en-GB')).toBe(english)
    expect(await read('fr')).toBe(french)
  })

  it('is one business’s and never another’s', async () => {
    await write(tx => addItem(tx, item('T1'), ACTOR))
    const other = await makeTenant(database)
    expect((await read()).items).toHaveLength(1)
    expect((await read('en', other)).items).toEqual([])
  })

  it('shows every change of categories, items and branches to the next answer', async () => {
    const seen = async () => {
      const { categories, items, branches } = await read()
      return [categories, items, branches].map(list => list.map(({ name }) => name))
    }
    expect(await seen()).toEqual([[], [], []])
    const { id: categoryId } = await write(tx => addCategory(tx, category('Grill'), ACTOR))
    expect(await seen()).toEqual([['Grill'], [], []])
    const { id: itemId } = await write(tx => addItem(tx, item('T1'), ACTOR))
    expect(await seen()).toEqual([['Grill'], ['T1'], []])
    const { id: branchId } = await write(tx => addBranch(tx, branch('Centre'), ACTOR))
    expect(await seen()).toEqual([['Grill'], ['T1'], ['Centre']])
    await write(tx => changeCategory(tx, categoryId, { name: 'Fire' }, ACTOR))
    expect(await seen()).toEqual([['Fire'], ['T1'], ['Centre']])
    await write(tx => changeItem(tx, itemId, { name: 'Tagine' }, ACTOR))
    expect(await seen()).toEqual([['Fire'], ['Tagine'], ['Centre']])
    await write(tx => changeBranch(tx, branchId, { name: 'Port' }, ACTOR))
    expect(await seen()).toEqual([['Fire'], ['Tagine'], ['Port']])
    await write(tx => removeItem(tx, itemId, ACTOR))
    await write(tx => removeCategory(tx, categoryId, ACTOR))
    await write(tx => removeBranch(tx, branchId, ACTOR))
    expect(await seen()).toEqual([[], [], []])
  })

  it('has what the same transaction has just written', async () => {
    await read()
    await write(async tx => {
      await readCatalogue(tx, 'en')
      await addItem(tx, item('T1'), ACTOR)
      expect((await readCatalogue(tx, 'en')).items).toHaveLength(1)
    })
  })
})
