import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { StartError } from '../../server/platform/embedded/index.ts'
import { describe, migrate } from '../../server/platform/migrate/index.ts'
import { schemaOfMigrations } from './scratch.ts'

const HELP = `Prepares a PostgreSQL database (15 or newer) for Tawsil: roles, schema, queue. Safe to repeat.

  bin/migrate --owner-url postgres://owner:password@host:5432/database
      The owner owns the database and may create roles (CREATEROLE). Or set OWNER_DATABASE_URL.
      DATABASE_URL is the connection that Tawsil itself will use, for example
      postgres://tawsil_app:password@host:5432/database: this role is made, with this password.

  bin/migrate --dump
      Writes db/schema.sql from the migrations; needs no database.`

const SCHEMA_FILE = join(import.meta.dirname, '..', '..', 'db', 'schema.sql')

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: { 'owner-url': { type: 'string' }, dump: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) return console.log(HELP)
  if (values.dump) {
    await writeFile(SCHEMA_FILE, await schemaOfMigrations())
    return console.log('Wrote db/schema.sql.')
  }
  const ownerUrl = values['owner-url'] ?? process.env.OWNER_DATABASE_URL
  const appUrl = process.env.DATABASE_URL
  if (!ownerUrl) throw new StartError('USAGE', 'Say which database: --owner-url or OWNER_DATABASE_URL (see --help).')
  if (!appUrl)
    throw new StartError('USAGE', 'Set DATABASE_URL, the connection that Tawsil itself will use (see --help).')
  const { applied } = await migrate({ ownerUrl, appUrl, log: line => console.log(line) })
  const steps = applied.length === 0 ? 'nothing to do' : `${applied.length} step(s) applied`
  console.log(`${describe(ownerUrl)} is ready: ${steps}.`)
}

run().catch((error: unknown) => {
  const known = error instanceof StartError || (error instanceof TypeError && 'code' in error)
  console.error(known ? (error as Error).message : error)
  process.exit(1)
})
