import type pg from 'pg'
import { EXTENSIONS, FUNCTIONS, SCHEMAS, SEQUENCES, TABLES, TYPES, VIEWS } from './dump.sql.ts'

const HEAD = `-- The schema as the database has it after all migrations: for reading, and for seeing in a diff what a migration did.
-- Made by bin/migrate --dump; bin/check compares it. Month partitions and the queue's own schema are left out.
`

const SECTIONS: [title: string, sql: string][] = [
  ['Extensions', EXTENSIONS],
  ['Schemas', SCHEMAS],
  ['Types', TYPES],
  ['Sequences', SEQUENCES],
  ['Tables', TABLES],
  ['Views', VIEWS],
  ['Functions and procedures', FUNCTIONS],
]

/** The schema of a database as text: the same for the same migrations, on every supported version of PostgreSQL. */
export async function dumpSchema(client: pg.Client): Promise<string> {
  const parts = [HEAD]
  for (const [title, sql] of SECTIONS) {
    const { rows } = await client.query<{ name: string; text: string }>(sql)
    if (rows.length === 0) continue
    rows.sort((a, b) => (a.name < b.name ? -1 : 1))
    parts.push(`\n-- ${title}\n`, ...rows.map(row => `\n${row.text.trimEnd()}\n`))
  }
  return parts.join('')
}
