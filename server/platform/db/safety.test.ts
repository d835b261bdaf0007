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

  const APP = 'tawsil_app'
  it.each([
    [
      'a materialised view',
      'create materialized view leak as select * from contact; grant select on leak to tawsil_tenant',
      'drop materialized view leak',
      'may read public.leak without',
    ],
    [
      'one that everybody may read',
      'create materialized view leak as select * from contact; grant select on leak to public',
      'drop materialized view leak',
      'may read public.leak without',
    ],
    [
      'a definer function open to everybody',
      "create function leak() returns int language sql security definer set search_path = public as 'select 1'",
      'drop function leak()',
      'leak is SECURITY DEFINER and open',
    ],
    [
      'one that tenants may call',
      "create function leak() returns int language sql security definer set search_path = public as 'select 1'; revoke all on function leak() from public; grant execute on function leak() to tawsil_tenant",
      'drop function leak()',
      'may be called by tawsil_tenant',
    ],
    [
      'one of ours for others',
      'grant execute on function ensure_partitions(int) to tawsil_tenant',
      'revoke execute on function ensure_partitions(int) from tawsil_tenant',
      'may be called by tawsil_tenant',
    ],
    [
      'one that finds names in a schema of its caller',
      `alter function ensure_partitions(int) set search_path = "$user", public`,
      'alter function ensure_partitions(int) set search_path = public, pg_temp',
      'schema of its caller',
    ],
    [
      'a policy that is always true',
      'create policy leak on contact for select to tawsil_tenant using (1 = 1)',
      'drop policy leak on contact',
      'policy leak on public.contact',
    ],
    [
      'a policy for everybody of another kind',
      'create policy leak on contact using (tenant_id is not null)',
      'drop policy leak on contact',
      'policy leak on public.contact',
    ],
    [
      'a policy with a way out',
      'create policy leak on contact using (tenant_id = (select app_tenant()) or true)',
      'drop policy leak on contact',
      'policy leak on public.contact',
    ],
    [
      'a check that takes rows of others',
      'create policy leak on contact using (tenant_id = (select app_tenant())) with check (true)',
      'drop policy leak on contact',
      'policy leak on public.contact',
    ],
    [
      'a policy for inserting alone',
      'create policy leak on contact for insert with check (true)',
      'drop policy leak on contact',
      'policy leak on public.contact',
    ],
    [
      'rights on people',
      'grant select on auth_user to tawsil_tenant',
      'revoke select on auth_user from tawsil_tenant',
      'rights on public.auth_user',
    ],
    [
      'rights on a column of passwords',
      'grant select (password) on auth_account to tawsil_tenant',
      'revoke select (password) on auth_account from tawsil_tenant',
      'rights on public.auth_account',
    ],
    [
      'rights of the login itself',
      `grant select on auth_session to ${APP}`,
      `revoke select on auth_session from ${APP}`,
      'rights on public.auth_session',
    ],
    [
      'rights of everybody on people',
      'grant select on auth_user to public',
      'revoke select on auth_user from public',
      'rights on public.auth_user',
    ],
    [
      'plans that tenants may change',
      'grant update on plan to tawsil_tenant',
      'revoke update on plan from tawsil_tenant',
      'rights on public.plan',
    ],
    [
      'a tenant table in another schema',
      'create schema other; create table other.leak (tenant_id uuid)',
      'drop schema other cascade',
      'other.leak does not force',
    ],
    [
      'a view in another schema',
      'create schema other; create view other.leak as select * from contact',
      'drop schema other cascade',
      'other.leak is not security_invoker',
    ],
    [
      'a definer function in another schema',
      "create schema other; create function other.leak() returns int language sql security definer as 'select 1'",
      'drop schema other cascade',
      'other.leak is SECURITY DEFINER',
    ],
    [
      'a table of nobody in another schema',
      'create schema other; create table other.copy (data jsonb); grant usage on schema other to tawsil_tenant; grant select on other.copy to tawsil_tenant',
      'drop schema other cascade',
      'rights on other.copy',
    ],
    [
      'the right to empty tables',
      'grant truncate on contact to tawsil_tenant',
      'revoke truncate on contact from tawsil_tenant',
      'may empty or spy on public.contact',
    ],
    [
      'the right to make objects',
      'grant create on schema public to tawsil_tenant',
      'revoke create on schema public from tawsil_tenant',
      'may make objects in schema public',
    ],
    [
      'default rights of everybody',
      'alter default privileges in schema public grant select on tables to public',
      'alter default privileges in schema public revoke select on tables from public',
      'default rights of public',
    ],
    [
      'a queue that everybody may work',
      'grant execute on function bullmq.next_job_id(text) to public',
      'revoke execute on function bullmq.next_job_id(text) from public',
      'bullmq.next_job_id is SECURITY DEFINER and open',
    ],
    [
      'another idea of the tenant',
      "alter function app_tenant() rename to app_tenant_was; create function app_tenant() returns uuid language sql as 'select null::uuid'",
      'drop function app_tenant(); alter function app_tenant_was() rename to app_tenant',
      'app_tenant() does not read',
    ],
  ])('finds %s', async (_, spoil, mend, finding) => {
    expect((await auditWith(spoil, mend)).join('\n')).toContain(finding)
    expect(await findings()).toEqual([])
  })

  it('refuses a superuser', async () => {
    const owner = createDb({ url: database.ownerUrl, max: 1 })
    expect((await findings(owner)).join('\n')).toMatch(/is a superuser/)
    await owner.close()
  })
})
