/**
 * One statement per kind of object, each giving rows of `{ name, text }`. All leave out: objects of extensions, partitions (their
 * names depend on the month), the list of migrations, and the queue's own schema. PostgreSQL 15 to 18 must give the same text, so
 * there are no owners, no rights of owners, and no NOT NULL constraints (which are rows of their own from 18 on).
 */

const OUR_SCHEMA = `n.nspname not in ('pg_catalog', 'information_schema', 'bullmq') and n.nspname not like 'pg\\_%'`

const notOfExtension = (catalog: string, oid: string): string =>
  `not exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${oid} and d.deptype = 'e')`

const OUR_TABLE = `not c.relispartition and c.relname <> 'schema_migration' and ${OUR_SCHEMA} and ${notOfExtension('pg_class', 'c.oid')}`

/** Grants in one line per role; the owner's own rights and those that newer versions invented are left out. */
const grants = (acl: string, owner: string, on: string): string => `
  select string_agg(format('grant %s on %s to %s;', rights, ${on}, grantee), e'\\n' order by grantee collate "C") from (
    select case when a.grantee = 0 then 'public' else a.grantee::regrole::text end as grantee,
           string_agg(lower(a.privilege_type), ', ' order by a.privilege_type collate "C") as rights
      from aclexplode(${acl}) a
     where a.grantee <> ${owner} and a.privilege_type <> 'MAINTAIN' group by 1) g`

export const EXTENSIONS = `
  select extname as name, format('create extension %I;', extname) as text
    from pg_extension where extname <> 'plpgsql'`

export const SCHEMAS = `
  select n.nspname as name,
         concat_ws(e'\\n', '-- schema ' || n.nspname, (${grants('n.nspacl', 'n.nspowner', "'schema ' || quote_ident(n.nspname)")})) as text
    from pg_namespace n where ${OUR_SCHEMA}`

export const TYPES = `
  select t.oid::regtype::text as name,
         case t.typtype
           when 'e' then format('create type %s as enum (%s);', t.oid::regtype,
             (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid))
           when 'd' then format('create domain %s as %s%s%s;', t.oid::regtype, format_type(t.typbasetype, t.typtypmod),
             case when t.typnotnull then ' not null' else '' end,
             (select coalesce(string_agg(' ' || pg_get_constraintdef(oid), '' order by conname), '')
                from pg_constraint where contypid = t.oid and contype = 'c'))
           else format('create type %s as (%s);', t.oid::regtype,
             (select string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' order by attnum)
                from pg_attribute where attrelid = t.typrelid and attnum > 0 and not attisdropped))
         end as text
    from pg_type t join pg_namespace n on n.oid = t.typnamespace left join pg_class c on c.oid = t.typrelid
   where (t.typtype in ('e', 'd') or c.relkind = 'c') and ${OUR_SCHEMA} and ${notOfExtension('pg_type', 't.oid')}`

export const SEQUENCES = `
  select c.oid::regclass::text as name,
         concat_ws(e'\\n', format('create sequence %s as %s start %s increment %s%s;', c.oid::regclass,
           s.seqtypid::regtype, s.seqstart, s.seqincrement, case when s.seqcycle then ' cycle' else '' end),
           (${grants('c.relacl', 'c.relowner', "'sequence ' || c.oid::regclass::text")})) as text
    from pg_class c join pg_sequence s on s.seqrelid = c.oid join pg_namespace n on n.oid = c.relnamespace
   where ${OUR_TABLE}
     and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'i' and d.classid = 'pg_class'::regclass)`

const COLUMN = `format('  %I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
    case when a.attcollation <> t.typcollation then ' collate ' || quote_ident(l.collname) else '' end,
    case
      when a.attidentity <> '' then ' generated ' || case a.attidentity when 'a' then 'always' else 'by default' end || ' as identity'
      when a.attgenerated <> '' then format(' generated always as (%s)%s', pg_get_expr(b.adbin, b.adrelid),
        case a.attgenerated when 's' then ' stored' else '' end)
      when b.adbin is not null then ' default ' || pg_get_expr(b.adbin, b.adrelid)
      else '' end,
    case when a.attnotnull then ' not null' else '' end)`

const COLUMNS = `
  select string_agg(${COLUMN}, e',\\n' order by a.attnum)
    from pg_attribute a join pg_type t on t.oid = a.atttypid
    left join pg_attrdef b on b.adrelid = a.attrelid and b.adnum = a.attnum
    left join pg_collation l on l.oid = a.attcollation
   where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped`

export const TABLES = `
  select c.oid::regclass::text as name,
         concat_ws(e'\\n',
           format(e'create %stable %s (\\n%s\\n)%s%s;', case c.relpersistence when 'u' then 'unlogged ' else '' end,
             c.oid::regclass, (${COLUMNS}),
             case c.relkind when 'p' then ' partition by ' || pg_get_partkeydef(c.oid) else '' end,
             coalesce(' with (' || (select string_agg(o, ', ' order by o collate "C") from unnest(c.reloptions) o) || ')', '')),
           (select string_agg(format('alter table %s add constraint %I %s;', c.oid::regclass, conname,
               pg_get_constraintdef(oid)), e'\\n' order by contype, conname)
              from pg_constraint where conrelid = c.oid and contype not in ('n', 't') and conparentid = 0),
           (select string_agg(pg_get_indexdef(indexrelid) || ';', e'\\n' order by indexrelid::regclass::text collate "C")
              from pg_index where indrelid = c.oid
               and not exists (select from pg_constraint where conindid = indexrelid and conrelid = c.oid)),
           case when c.relrowsecurity then format('alter table %s enable row level security;', c.oid::regclass) end,
           case when c.relforcerowsecurity then format('alter table %s force row level security;', c.oid::regclass) end,
           (select string_agg(format('create policy %I on %s as %s for %s to %s%s%s;', p.policyname, c.oid::regclass,
               lower(p.permissive), lower(p.cmd), array_to_string(p.roles, ', '),
               coalesce(' using (' || p.qual || ')', ''), coalesce(' with check (' || p.with_check || ')', '')),
               e'\\n' order by p.policyname)
              from pg_policies p where p.schemaname = n.nspname and p.tablename = c.relname),
           (select string_agg(pg_get_triggerdef(oid) || ';', e'\\n' order by tgname)
              from pg_trigger where tgrelid = c.oid and not tgisinternal and tgparentid = 0),
           (select string_agg(pg_get_statisticsobjdef(oid) || ';', e'\\n' order by stxname)
              from pg_statistic_ext where stxrelid = c.oid),
           (${grants('c.relacl', 'c.relowner', 'c.oid::regclass::text')}),
           (select string_agg(format('grant %s (%I) on %s to %s;', lower(x.privilege_type), a.attname, c.oid::regclass,
               case when x.grantee = 0 then 'public' else x.grantee::regrole::text end), e'\\n'
               order by a.attnum, x.privilege_type, x.grantee::regrole::text collate "C")
              from pg_attribute a, aclexplode(a.attacl) x where a.attrelid = c.oid and x.grantee <> c.relowner)
         ) as text
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p') and ${OUR_TABLE}`

export const VIEWS = `
  select c.oid::regclass::text as name,
         concat_ws(e'\\n',
           format(e'create %s %s%s as\\n%s', case c.relkind when 'm' then 'materialized view' else 'view' end, c.oid::regclass,
             coalesce(' with (' || (select string_agg(o, ', ' order by o collate "C") from unnest(c.reloptions) o) || ')', ''),
             pg_get_viewdef(c.oid)),
           (select string_agg(pg_get_indexdef(indexrelid) || ';', e'\\n' order by indexrelid::regclass::text collate "C")
              from pg_index where indrelid = c.oid),
           (${grants('c.relacl', 'c.relowner', 'c.oid::regclass::text')})) as text
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('v', 'm') and ${OUR_TABLE}`

export const FUNCTIONS = `
  select p.oid::regprocedure::text as name,
         concat_ws(e'\\n', rtrim(pg_get_functiondef(p.oid), e'\\n ') || ';',
           case when p.proowner = to_regrole('tawsil_definer')
             then format('alter routine %s owner to tawsil_definer;', p.oid::regprocedure) end,
           (${grants("coalesce(p.proacl, acldefault('f', p.proowner))", 'p.proowner', "'routine ' || p.oid::regprocedure::text")})
         ) as text
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where p.prokind in ('f', 'p') and ${OUR_SCHEMA} and ${notOfExtension('pg_proc', 'p.oid')}`
