import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { checkSafety, createDb, type Db, sql } from './index.ts'

let database: TestDb
let db: Db
beforeAll(async () => {
  database = await withDb()
  db = createDb({ url: database.url, max: 2 })
})
afterAll(async () => {
  await db.close()
  await database.close()
})

const findings = (through = db) => through.system('catalogue audit', checkSafety)

/** Spoils the catalogue, audits, and mends it again. */
async function auditWith(spoil: string, mend: string): Promise<string[]> {
  await database.query(spoil)
  try {
    return await findings()
  } finally {
    await database.query(mend)
  }
}

describe('the catalogue audit', () => {
  it('finds nothing in a migrated database', async () => {
    expect(await findings()).toEqual([])
  })

  it('covers the month partitions too', async () => {
    await db.system('make partitions', tx => tx.run(sql`select ensure_partitions(2)`))
    expect(await findings()).toEqual([])
  })

  it.each([
    [
      'a tenant table without row-level security',
      'alter table contact disable row level security',
      'alter table contact enable row level security',
      'table contact has no row-level security',
    ],
    [
      'a table that its owner may pass',
      'alter table message no force row level security',
      'alter table message force row level security',
      'table message does not force row-level security',
    ],
    [
      'a new table that nobody protected',
      'create table forgotten (tenant_id uuid)',
      'drop table forgotten',
      'table forgotten has no row-level security',
    ],
    [
      'a policy that shows everything',
      'create policy leak on contact for select to tawsil_tenant using (true)',
      'drop policy leak on contact',
      'table contact lets everyone see every row (policy leak)',
    ],
    [
      'a view that runs with its owner’s rights',
      'create view leak as select * from contact',
      'drop view leak',
      'view leak is not security_invoker',
    ],
    [
      'a definer function without a pinned search_path',
      "create function leak() returns int language sql security definer as 'select 1'",
      'drop function leak()',
      'function leak is SECURITY DEFINER without a pinned search_path',
    ],
  ])('finds %s', async (_, spoil, mend, finding) => {
    expect(await auditWith(spoil, mend)).toContain(finding)
  })

  it('refuses a superuser', async () => {
    const owner = createDb({ url: database.ownerUrl, max: 1 })
    expect((await findings(owner)).join('\n')).toMatch(/is a superuser/)
    await owner.close()
  })
})
