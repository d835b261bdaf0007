import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { createDb, type Db, json, sql } from './index.ts'

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

const through = async (value: unknown) =>
  (await db.system('test', tx => tx.one<{ value: unknown }>(sql`select ${json(value)} as value`))).value

describe('a text', () => {
  it('loses its NULs instead of failing', async () => {
    const row = await db.system('test', tx => tx.one<{ value: string }>(sql`select ${'a\0b\ud83d'}::text as value`))
    expect(row.value).toBe('a\ufffdb\ufffd')
  })

  it('loses them in a list too', async () => {
    const row = await db.system('test', tx => tx.one<{ value: string[] }>(sql`select ${['a\0', 'b']}::text[] as value`))
    expect(row.value).toEqual(['a\ufffd', 'b'])
  })
})

describe('json', () => {
  it('carries any text, also what looks like an escape', async () => {
    const value = { text: 'سلام 👋 "quoted" \\u0000 \\ud800 \n', list: [1, null, true], at: '2026-01-01' }
    expect(await through(value)).toEqual(value)
  })

  it('replaces what jsonb cannot hold instead of failing', async () => {
    const value = { text: 'a\u0000b', list: ['\ud83d', '\udc4b', '👋'] }
    expect(await through(value)).toEqual({ text: 'a\ufffdb', list: ['\ufffd', '\ufffd', '👋'] })
  })

  it('replaces it in names too, however deep, and keeps the order of what is in lists', async () => {
    const value = { list: [{ 'a\u0000': 'v', b: [{ '\ud83d': 1 }, { c: null }] }] }
    expect(await through(value)).toEqual({ list: [{ 'a\ufffd': 'v', b: [{ '\ufffd': 1 }, { c: null }] }] })
  })
})
