import type { TestDb } from '../withDb.ts'

/** Number of rows and a hash over all of them, by table. */
export type Snapshot = Record<string, string>

interface Table {
  name: string
}

/** Everything the database holds of one tenant, in every table that has a tenant: equal before and after means untouched. */
export async function snapshotOf(database: TestDb, tenantId: string): Promise<Snapshot> {
  const tables = await tenantTables(database)
  const each = tables.map(
    name =>
      `select '${name}' as name, count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum
       from "${name}" t where ${name === 'tenant' ? 'id' : 'tenant_id'} = $1`,
  )
  const rows = await database.query<{ name: string; sum: string }>(each.join(' union all '), [bare(tenantId)])
  return Object.fromEntries(rows.map(row => [row.name, row.sum]))
}

/** Names of the tables that hold rows of tenants; partitions are part of their parents. */
export async function tenantTables(database: TestDb): Promise<string[]> {
  const rows = await database.query<Table>(
    `select c.relname as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and (c.relname = 'tenant' or exists (
         select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped))
     order by 1`,
  )
  return rows.map(row => row.name)
}

/** `ten_0198…` → `0198…-…`, as the database writes it. */
export function bare(shown: string): string {
  const hex = shown.slice(shown.lastIndexOf('_') + 1).replaceAll('-', '')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
