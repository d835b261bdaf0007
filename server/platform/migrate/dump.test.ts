import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { connectTo, dumpSchema } from './index.ts'

describe('the dump of the schema', () => {
  let db: TestDb
  let before: string
  const dump = async () => {
    const client = await connectTo(db.ownerUrl)
    try {
      return await dumpSchema(client)
    } finally {
      await client.end()
    }
  }
  beforeAll(async () => {
    db = await withDb()
    before = await dump()
  })
  afterAll(() => db.close())

  it('is the same text every time', async () => {
    expect(await dump()).toBe(before)
  })

  it('does not change with the month, nor with the queue', async () => {
    await db.query('select ensure_partitions(3)')
    await db.query('create table bullmq.other (id int)')
    expect(await dump()).toBe(before)
  })

  it.each([
    ['a policy', 'alter policy tenant_isolation on event using (true)'],
    ['forced row-level security', 'alter table event no force row level security'],
    ['a grant', 'grant delete on event to tawsil_tenant'],
    ['a grant on a column', 'grant update (type) on event to tawsil_tenant'],
    ['the right to call a function', 'grant execute on function ensure_partitions(integer) to public'],
    ['a default', `alter table event alter column created_at set default '2020-01-01'`],
    ['a check', `alter table event add constraint positive check (position > 0)`],
    ['an index', 'create index on event (type)'],
    [
      'a trigger',
      'create trigger t before update on event for each row execute function suppress_redundant_updates_trigger()',
    ],
    ['a view', 'create view all_events with (security_invoker = true) as select * from event'],
    ['a function', 'create function one() returns int language sql as $$ select 1 $$'],
    ['a type', `create type mood as enum ('sad', 'happy')`],
  ])('shows %s', async (_what, sql) => {
    const last = await dump()
    await db.query(sql)
    expect(await dump()).not.toBe(last)
  })
})
