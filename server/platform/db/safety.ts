import { sql } from 'kysely'
import { unsafeDefiners, unsafeMemberships, unsafePolicies, unsafeRights } from './safety-rights.sql.ts'
import type { SystemTx } from './tx.ts'

/** What the database must look like before the server may touch it. Each finding is one sentence. */
export async function checkSafety(tx: SystemTx): Promise<string[]> {
  const role = await tx.rows<{ finding: string }>(unsafeRole())
  const tables = await tx.rows<{ finding: string }>(unsafeTables())
  const views = await tx.rows<{ finding: string }>(unsafeViews())
  const memberships = await tx.rows(unsafeMemberships())
  const rights = await tx.rows(unsafeRights())
  const policies = await tx.rows(unsafePolicies())
  const definers = await tx.rows(unsafeDefiners())
  return [...role, ...tables, ...views, ...memberships, ...rights, ...policies, ...definers].map(row => row.finding)
}

/** Every privilege by which this connection could get around the policies: of session_user, because doors change the role. */
const unsafeRole = () => sql<{ finding: string }>`
  select 'role ' || rolname || ' is a superuser' as finding from pg_roles where rolname = session_user and rolsuper
  union all
  select 'role ' || rolname || ' has BYPASSRLS' from pg_roles
    where (rolname = session_user or pg_has_role(session_user, oid, 'member')) and (rolbypassrls or rolsuper)
      and not (rolname = session_user and rolsuper)
  union all
  select 'role ' || session_user || ' owns table ' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm') and pg_has_role(session_user, c.relowner, 'member')
  union all
  select 'role ' || session_user || ' may read ' || c.relname || ' without a policy' from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'm' and has_table_privilege(session_user, c.oid, 'select')`

/** A tenant table is one with a column tenant_id, and the table tenant itself. */
const unsafeTables = () => sql<{ finding: string }>`
  with tenant_table as (
    select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p')
      and (c.relname = 'tenant' or exists (
        select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped))
  )
  select 'table ' || relname || ' has no row-level security' as finding from tenant_table where not relrowsecurity
  union all
  select 'table ' || relname || ' does not force row-level security' from tenant_table where not relforcerowsecurity
  union all
  select 'table ' || relname || ' has no policy with USING and WITH CHECK' from tenant_table t
    where not exists (select from pg_policy p where p.polrelid = t.oid and p.polcmd = '*'
      and p.polqual is not null and p.polwithcheck is not null)
  union all
  select 'table ' || t.relname || ' lets everyone see every row (policy ' || p.polname || ')'
    from tenant_table t join pg_policy p on p.polrelid = t.oid
    where pg_get_expr(p.polqual, p.polrelid) = 'true'
      and exists (select from unnest(p.polroles) r where r = 0 or r not in (
        select oid from pg_roles where rolname in ('tawsil_system', 'tawsil_definer')))`

const unsafeViews = () => sql<{ finding: string }>`
  select 'view ' || c.relname || ' is not security_invoker' as finding from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind = 'v'
    and not coalesce(c.reloptions @> '{security_invoker=true}' or c.reloptions @> '{security_invoker=on}', false)
  union all
  select 'function ' || p.proname || ' is SECURITY DEFINER without a pinned search_path' from pg_proc p
  join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = 'public' and p.prosecdef
    and not exists (select from unnest(p.proconfig) setting where setting like 'search_path=%')`
