import { sql } from 'kysely'

interface Finding {
  finding: string
}

/** Definer functions that are ours, and who may call each. Every other one is a way around the policies. */
const DEFINERS = `(values
  ('public', 'search_orders', 'tawsil_tenant'), ('public', 'search_contacts', 'tawsil_tenant'),
  ('public', 'ensure_partitions', 'tawsil_system'), ('public', 'analyze_grown', 'tawsil_system'),
  ('bullmq', 'next_job_id', session_user::text)) as allowed(schema, name, caller)`

/** What every tenant may read, because it is nobody's; the program asks at its start which migrations were applied. */
const SHARED = `('plan', 'plan_limit', 'plan_feature', 'plan_version', 'schema_migration')`

/** Schemas of the database that are not the system's own. */
const OURS = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'`

/** The roles that the program has: its login, and what it enters. PUBLIC's rights are everybody's, so they are theirs, too. */
const ROLES = `(select rolname, oid from pg_roles where rolname in (session_user, 'tawsil_tenant', 'tawsil_system'))`
/** Those of them that work for one tenant, and must see no other's. */
const TENANT_ROLES = `(select rolname, oid from pg_roles where rolname in (session_user, 'tawsil_tenant'))`

/** Roles through which the program has more rights than its own. */
export const unsafeMemberships = () =>
  sql<Finding>`${sql.raw(`
  select 'role ' || r.rolname || ' is a member of ' || other.rolname as finding
  from ${ROLES} r join pg_roles other on other.oid <> r.oid and pg_has_role(r.oid, other.oid, 'member')
  where not (select rolsuper from pg_roles where oid = r.oid)
    and not (r.rolname = session_user and other.rolname in ('tawsil_tenant', 'tawsil_system'))
  union all
  select 'role ' || rolname || ' may make roles or replicate' from pg_roles
  where rolname in (session_user, 'tawsil_tenant', 'tawsil_system', 'tawsil_definer') and (rolcreaterole or rolreplication)
  union all
  select 'role ' || rolname || ' passes row-level security' from pg_roles
  where rolname in ('tawsil_tenant', 'tawsil_system', 'tawsil_definer') and (rolsuper or rolbypassrls)
  union all
  select 'a setting of role ' || coalesce(setrole::regrole::text, 'all') || ' names a tenant' from pg_db_role_setting
  where array_to_string(setconfig, ' ') like '%app.%'`)}`

/** Rights by which the roles reach rows without a policy, whatever schema they are in. */
export const unsafeRights = () =>
  sql<Finding>`${sql.raw(`
  with relation as (
    select c.oid, c.relkind, c.relrowsecurity, n.nspname, c.relname, n.nspname || '.' || c.relname as name,
      c.relname = 'tenant' and n.nspname = 'public' or exists (
        select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as tenants
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${OURS} and c.relkind in ('r', 'p', 'v', 'm', 'f')
  )
  select 'role ' || r.rolname || ' may read ' || t.name || ' without a policy' as finding from relation t cross join ${ROLES} r
  where t.relkind in ('m', 'f') and has_any_column_privilege(r.oid, t.oid, 'select, insert, update')
  union all
  select 'role ' || r.rolname || ' has rights on ' || t.name || ', which is no tenant''s'
  from relation t cross join ${TENANT_ROLES} r
  where t.relkind in ('r', 'p') and not t.tenants and not (t.nspname = 'bullmq' and r.rolname = session_user)
    and (has_table_privilege(r.oid, t.oid, 'insert, update, delete')
      or has_any_column_privilege(r.oid, t.oid, 'insert, update')
      or (has_any_column_privilege(r.oid, t.oid, 'select') and not (t.nspname = 'public' and t.relname in ${SHARED})))
  union all
  select 'role ' || r.rolname || ' may empty or spy on ' || t.name from relation t cross join ${ROLES} r
  where t.relkind in ('r', 'p') and has_table_privilege(r.oid, t.oid, 'truncate, trigger, references')
  union all
  select 'role ' || r.rolname || ' may make objects in schema ' || n.nspname from pg_namespace n cross join ${ROLES} r
  where ${OURS} and has_schema_privilege(r.oid, n.oid, 'create')
  union all
  select 'default rights of ' || coalesce(d.defaclnamespace::regnamespace::text, 'all schemas') || ' are for everybody or tenants'
  from pg_default_acl d, aclexplode(d.defaclacl) a
  where d.defaclobjtype = 'r' and (a.grantee = 0 or a.grantee = to_regrole('tawsil_tenant'))`)}`

/** What a policy of a tenant must say, as PostgreSQL writes it; further conditions may only narrow it. */
const ONLY_OWN = `'\\(?\\(%s = \\( SELECT app_tenant\\(\\) AS app_tenant\\)\\)( AND .*\\))?'`

/** Policies that show or take more than the tenant's rows, and tables in other schemas that nobody protected. */
export const unsafePolicies = () =>
  sql<Finding>`${sql.raw(`
  with tenant_table as (
    select c.oid, n.nspname, c.relname, n.nspname || '.' || c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
      case when c.relname = 'tenant' and n.nspname = 'public' then 'id' else 'tenant_id' end as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${OURS} and c.relkind in ('r', 'p') and (c.relname = 'tenant' and n.nspname = 'public' or exists (
      select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped))
  ), said as (
    select t.name, p.polname, t.key, part.expression
    from tenant_table t join pg_policy p on p.polrelid = t.oid and p.polpermissive
    cross join lateral (values (pg_get_expr(p.polqual, p.polrelid)), (pg_get_expr(p.polwithcheck, p.polrelid))) part(expression)
    where part.expression is not null and exists (select from unnest(p.polroles) role where role = 0 or role not in (
      select oid from pg_roles where rolname in ('tawsil_system', 'tawsil_definer')))
  )
  select 'policy ' || polname || ' on ' || name || ' is not bound to the tenant: ' || expression as finding from said
  where expression !~ ('^' || format(${ONLY_OWN}, key) || '$') or expression ~ '\\mOR\\M'
  union all
  select 'table ' || name || ' does not force row-level security' from tenant_table where not forced and nspname <> 'public'
  union all
  select 'app_tenant() does not read the tenant of the transaction' where not exists (
    select from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.proname = 'app_tenant' and p.prosrc like '%current_setting(''app.tenant_id''%')`)}`

/** Functions that run with their owner's rights, and views that do, in every schema. */
export const unsafeDefiners = () =>
  sql<Finding>`${sql.raw(`
  with definer as (
    select p.oid, n.nspname, p.proname, n.nspname || '.' || p.proname as name, p.proconfig from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace where ${OURS} and p.prosecdef
  )
  select 'function ' || d.name || ' is SECURITY DEFINER and open to everybody' as finding from definer d
  where exists (select from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
    where p.oid = d.oid and a.grantee = 0)
  union all
  select 'function ' || d.name || ' is SECURITY DEFINER and may be called by ' || r.rolname
  from definer d cross join ${ROLES} r
  where has_function_privilege(r.oid, d.oid, 'execute') and not exists (
    select from ${DEFINERS} where allowed.schema = d.nspname and allowed.name = d.proname
      and (allowed.caller = r.rolname or (select rolsuper from pg_roles where oid = r.oid)))
  union all
  select 'function ' || d.name || ' is SECURITY DEFINER without a pinned search_path' from definer d
  where d.nspname <> 'public' and not exists (select from unnest(d.proconfig) setting where setting like 'search_path=%')
  union all
  select 'function ' || d.name || ' finds names in a schema of its caller' from definer d
  where exists (select from unnest(d.proconfig) setting where setting like 'search_path=%' and setting ~ '\\$user|=""$|=pg_temp')
  union all
  select 'view ' || n.nspname || '.' || c.relname || ' is not security_invoker' from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  where ${OURS} and n.nspname <> 'public' and c.relkind = 'v'
    and not coalesce(c.reloptions @> '{security_invoker=true}' or c.reloptions @> '{security_invoker=on}', false)
  union all
  select 'function bullmq.' || p.proname || ' is open to everybody' from pg_proc p
  join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = 'bullmq' and exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
    where a.grantee = 0)`)}`
