import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDb, withDb } from '../../test/withDb.ts'

describe('the migrated database', () => {
  let db: TestDb
  beforeAll(async () => {
    db = await withDb()
  })
  afterAll(() => db.close())

  it('connects', async () => {
    const c = new pg.Client({ connectionString: db.url })
    await c.connect()
    expect((await c.query('select current_user as u')).rows[0].u).toBe('tawsil_app')
    await c.end()
  })
})
