import type pg from 'pg'

export type Row = Record<string, unknown>

/** A table of businesses and some of its rows, as PostgreSQL writes them in JSON. */
export interface TableRows {
  name: string
  columns: { name: string; type: string }[]
  rows: Row[]
}

export interface TableInfo {
  name: string
  columns: { name: string; type: string }[]
}

/** Every table with rows of businesses (not its partitions) and the columns that have to be given. */
export async function readTables(owner: pg.Client): Promise<TableInfo[]> {
  const { rows } = await owner.query<TableInfo>(TABLES)
  return rows
}

/** Without generated columns, and without those that number rows or transactions. */
const TABLES = `
  select c.relname as name,
    jsonb_agg(jsonb_build_object('name', a.attname, 'type', a.atttypid::regtype::text) order by a.attnum) as columns
  from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
    and coalesce(pg_get_expr(d.adbin, d.adrelid), '') !~ 'nextval|pg_current_xact_id' and a.attidentity = ''
    and (c.relname = 'tenant'
      or exists (select from pg_attribute k where k.attrelid = c.oid and k.attname = 'tenant_id' and not k.attisdropped))
  group by c.relname order by c.relname`

/** Tables in an order that foreign keys allow. */
export async function orderByReference<T extends { name: string }>(owner: pg.Client, tables: T[]): Promise<T[]> {
  const { rows } = await owner.query<Reference>(
    `select conrelid::regclass::text as name, confrelid::regclass::text as target from pg_constraint
     where contype = 'f' and conrelid <> confrelid`,
  )
  return sortByReference(tables, rows)
}

export interface Reference {
  name: string
  target: string
}

/** Those that refer to none of the others first. Throws when they refer to each other in a circle. */
export function sortByReference<T extends { name: string }>(tables: T[], references: Reference[]): T[] {
  const [sorted, left]: [T[], Set<T>] = [[], new Set(tables)]
  while (left.size > 0) {
    const waiting = new Set([...left].map(({ name }) => name))
    const free = [...left].find(({ name }) => !references.some(r => r.name === name && waiting.has(r.target)))
    if (!free) throw new Error(`tables refer to each other in a circle: ${[...waiting].join(', ')}`)
    sorted.push(free)
    left.delete(free)
  }
  return sorted
}

/** A UUID, or a number at the provider. */
const WORD = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|wamid\.[\w=.+-]+|\b\d{10,11}\b/g

/** The same text with other words in the place of those that are named. */
export const replaceWords = (text: string, words: ReadonlyMap<string, string>): string =>
  text.replace(WORD, word => words.get(word) ?? word)
