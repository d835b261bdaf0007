import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeChannel, makeTenant } from '../../test/make.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import type { Uuid } from '../ids/index.ts'
import { createDb, type Db, type Kept, kept, type SystemTx, sql, type Tx } from './index.ts'
import { createKeptStore } from './kept-store.ts'
import { writtenBy } from './written.ts'

let database: TestDb
let db: Db
/** Another process. */
let other: Db
let a: Uuid
let b: Uuid

beforeAll(async () => {
  database = await withDb()
  db = createDb({ url: database.url, max: 5 })
  other = createDb({ url: database.url, max: 2 })
})
afterAll(async () => {
  await db.close()
  await other.close()
  await database.close()
})
beforeEach(async () => {
  a = await makeTenant(database)
  b = await makeTenant(database)
})

const NAME: Kept<{ name: string }> = { version: 'tenant', tables: ['tenant'], most: 100 }
let loads = 0
const nameOf = (tx: Tx) =>
  kept(tx, NAME, '', () => {
    loads++
    return tx.one<{ name: string }>(sql`select name from tenant where id = ${tx.tenantId}`)
  })
const rename = (tx: SystemTx, id: Uuid, name: string) => tx.run(sql`update tenant set name = ${name} where id = ${id}`)
const loadsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const before = loads
  await work()
  return loads - before
}

const PACES: Kept<unknown[]> = { version: 'channels', tables: ['channel'], most: 100 }
const pacesOf = (tx: Tx) =>
  kept(tx, PACES, '', () => tx.rows<{ pace: unknown }>(sql`select pace from channel order by id`))
const pace = (tx: Tx, id: Uuid, value: number) =>
  tx.run(sql`update channel set pace = to_jsonb(${value}::int) where id = ${id}`)

describe('what is kept', () => {
  it('is read once for each tenant, and never told to another', async () => {
    await db.tenant(a, tx => rename(tx, a, 'A'))
    await db.tenant(b, tx => rename(tx, b, 'B'))
    const seen: string[] = []
    const read = async () => {
      for (const id of [a, b, a, b]) seen.push((await db.tenant(id, nameOf)).name)
    }
    expect(await loadsOf(read)).toBe(2)
    expect(seen).toEqual(['A', 'B', 'A', 'B'])
  })

  it('is not given to a transaction that names another tenant than its own', async () => {
    await db.tenant(a, nameOf)
    await expect(db.tenant(b, tx => nameOf({ ...tx, tenantId: a }))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const bs = await db.tenant(b, nameOf)
    expect(await db.tenant(b, nameOf)).toBe(bs)
  })

  it('is renewed by a change in another process, as soon as that is committed', async () => {
    await db.tenant(a, nameOf)
    await other.tenant(a, async tx => {
      await rename(tx, a, 'New')
      expect(await db.tenant(a, nameOf)).toEqual({ name: 'Test' })
    })
    expect(await db.tenant(a, nameOf)).toEqual({ name: 'New' })
    await database.query(`update tenant set name = 'Newer' where id = $1`, [a])
    expect(await db.tenant(a, nameOf)).toEqual({ name: 'Newer' })
    expect(await loadsOf(() => db.tenant(a, nameOf))).toBe(0)
  })

  it('is renewed by a change of the system role', async () => {
    await db.tenant(a, nameOf)
    await db.system('test', tx => rename(tx, a, 'System'))
    expect(await db.tenant(a, nameOf)).toEqual({ name: 'System' })
  })

  it('shows a transaction its own changes, and nobody else those that were rolled back', async () => {
    await db.tenant(a, nameOf)
    const failing = db.tenant(a, async tx => {
      expect(await nameOf(tx)).toEqual({ name: 'Test' })
      const [, between] = await Promise.all([rename(tx, a, 'One'), nameOf(tx)])
      expect(between).toEqual({ name: 'One' })
      await rename(tx, a, 'Two')
      expect(await nameOf(tx)).toEqual({ name: 'Two' })
      throw new Error('back')
    })
    await expect(failing).rejects.toThrow('back')
    expect(await db.tenant(a, nameOf)).toEqual({ name: 'Test' })
    await db.tenant(a, tx => rename(tx, a, 'Three'))
    expect(await db.tenant(a, nameOf)).toEqual({ name: 'Three' })
  })

  it('does not take over what the transaction writes while the versions are on their way', async () => {
    const failing = db.tenant(a, async tx => {
      const [name] = await Promise.all([nameOf(tx), rename(tx, a, 'Unwritten')])
      expect(name).toEqual({ name: 'Unwritten' })
      throw new Error('back')
    })
    await expect(failing).rejects.toThrow('back')
    expect(await db.tenant(a, nameOf)).toEqual({ name: 'Test' })
  })

  it('follows two writers at once, who do not wait for each other, whoever commits first', async () => {
    const first = await makeChannel(database, a)
    const second = await makeChannel(database, a)
    for (const [one, two] of [
      [first, second],
      [second, first],
    ] as const) {
      await db.tenant(a, tx => Promise.all([pace(tx, one, 0), pace(tx, two, 0)]))
      await db.tenant(a, pacesOf)
      await db.tenant(a, async slow => {
        await pace(slow, one, 1)
        await other.tenant(a, quick => pace(quick, two, 2))
        expect(new Set((await db.tenant(a, pacesOf)).map(row => (row as { pace: number }).pace))).toEqual(
          new Set([0, 2]),
        )
      })
      expect(new Set((await db.tenant(a, pacesOf)).map(row => (row as { pace: number }).pace))).toEqual(new Set([1, 2]))
    }
  })

  it('has one version after many changes, in one transaction or in many', async () => {
    await db.tenant(a, async tx => {
      for (let time = 0; time < 20; time++) await rename(tx, a, `Name ${time}`)
    })
    for (let time = 0; time < 5; time++) await db.tenant(a, tx => rename(tx, a, `Later ${time}`))
    expect(await database.query('select kind from tenant_version where tenant_id = $1', [a])).toEqual([
      { kind: 'tenant' },
    ])
  })

  it('cannot be changed by whoever is given it', async () => {
    const name = await db.tenant(a, nameOf)
    expect(() => {
      name.name = 'Mine'
    }).toThrow(TypeError)
  })

  it('is never that something does not exist', async () => {
    const find = (tx: Tx) =>
      kept(tx, PACES, 'first', async () => {
        const rows = await tx.rows(sql`select id from channel`)
        return rows.length > 0 ? rows : undefined
      })
    expect(await db.tenant(a, find)).toBeUndefined()
    await makeChannel(database, a)
    expect(await db.tenant(a, find)).toHaveLength(1)
  })

  it('stays within its number and its size; what was used last stays', () => {
    const store = createKeptStore()
    const few: Kept<string> = { version: 'tenant', tables: [], most: 2 }
    store.put(few, 'a', '1', 'A')
    store.put(few, 'b', '1', 'B')
    store.find(few, 'a', '1')
    store.put(few, 'c', '1', 'C')
    expect(['a', 'b', 'c'].map(place => store.find(few, place, '1')?.value)).toEqual(['A', undefined, 'C'])
    const small: Kept<string> = { version: 'tenant', tables: [], most: 100, mostSize: 30 }
    store.put(small, 'a', '1', 'x'.repeat(10))
    store.put(small, 'a', '2', 'x'.repeat(10))
    store.put(small, 'b', '1', 'x'.repeat(10))
    expect(['a', 'b'].map(place => store.find(small, place, place === 'a' ? '2' : '1') !== undefined)).toEqual([
      true,
      true,
    ])
    store.put(small, 'c', '1', 'x'.repeat(40))
    expect(['a', 'b', 'c'].map(place => store.find(small, place, '1'))).toEqual([undefined, undefined, undefined])
  })
})

describe('what a statement writes', () => {
  it('is read from its text', () => {
    expect(writtenBy('select * from tenant for update')).not.toContain('tenant')
    expect(
      writtenBy('with x as (UPDATE\n  "channel" set a = 1 returning id) insert into public.branch select id from x'),
    ).toEqual(['channel', 'branch'])
    expect(writtenBy('delete from only catalog_item')).toEqual(['catalog_item'])
  })

  it('is never something kept, hidden in a function of the database', async () => {
    const watched = await database.query<{ name: string }>(
      `select distinct tgrelid::regclass::text as name from pg_trigger where tgname like 'kept%'`,
    )
    const names = watched.map(({ name }) => name)
    expect(names.toSorted()).toEqual([
      'branch',
      'catalog_category',
      'catalog_item',
      'channel',
      'notification_choice',
      'plan_feature',
      'plan_limit',
      'tenant',
      'tenant_feature',
      'tenant_limit',
    ])
    const functions = await database.query<{ name: string; source: string }>(
      `select proname as name, prosrc as source from pg_proc where pronamespace = 'public'::regnamespace`,
    )
    const hidden = functions.filter(({ source }) => writtenBy(source).some(table => names.includes(table)))
    expect(hidden.map(({ name }) => name)).toEqual([])
  })
})
