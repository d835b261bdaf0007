import pg from 'pg'
import { codeOf } from '../embedded/index.ts'
import { connectTo } from './connect.ts'
import { migrationError } from './errors.ts'
import { type MigrationFile, readMigrations } from './files.ts'
import { prepareQueueSchema } from './queue-schema.ts'
import { assertSameHistory, recordedMigrations } from './recorded.ts'
import { appLogin, prepareRoles } from './roles.ts'

export { connectTo, describe } from './connect.ts'
export { dumpSchema } from './dump.ts'
export { readMigrations } from './files.ts'
export { GROUP_ROLES } from './roles.ts'

export interface MigrateOptions {
  /** Connection of the role that owns the database. */
  ownerUrl: string
  /** Connection of the program: its role is made, with this password. */
  appUrl: string
  log?: (line: string) => void
  /** Another folder of migrations: for tests. */
  folder?: string
}

/** Any two migrations of one database wait for each other on this number ("taws"). */
const LOCK = 0x74617773

/**
 * Prepares roles, schema and queue of one database; does nothing when all is there. Safe to run from several programs
 * at once. Returns the names of the steps applied. Throws `StartError` with one clear line.
 */
export async function migrate(options: MigrateOptions): Promise<{ applied: string[] }> {
  const log = options.log ?? (() => undefined)
  const login = appLogin(options.appUrl, options.ownerUrl)
  const files = await readMigrations(options.folder)
  const client = await connectTo(options.ownerUrl)
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await prepareRoles(client, login)
    const applied = await applyPending(client, files, log)
    await client.query(`grant select on schema_migration to ${pg.escapeIdentifier(login.name)}`)
    if (await prepareQueueSchema(client, login.name)) log('Prepared the queue.')
    return { applied }
  } catch (error) {
    throw codeOf(error) === '42501' ? rightsMissing(error) : error
  } finally {
    // Ends the session, and with it the lock.
    await client.end()
  }
}

/** Names of steps that the code has and the database has not. Throws `MIGRATION_UNKNOWN` like `migrate`. */
export async function pendingMigrations(url: string, folder?: string): Promise<string[]> {
  const files = await readMigrations(folder)
  const client = await connectTo(url)
  try {
    const done = await recordedMigrations(client)
    assertSameHistory(files, done)
    return files.filter(file => !done.has(file.version)).map(file => file.name)
  } finally {
    await client.end()
  }
}

async function applyPending(client: pg.Client, files: MigrationFile[], log: (line: string) => void): Promise<string[]> {
  const done = await recordedMigrations(client)
  assertSameHistory(files, done)
  await client.query(`create table if not exists schema_migration (
    version int primary key,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null default now()
  )`)
  const applied: string[] = []
  for (const file of files) {
    const step = done.get(file.version)
    if (!step) {
      await applyOne(client, file)
      log(`Migrated: ${file.name}`)
      applied.push(file.name)
    } else if (step.checksum !== file.checksum) {
      throw migrationError(
        'MIGRATION_CHANGED',
        `db/migrations/${file.name}.sql was changed after it was applied: restore it and put the change into a new file.`,
      )
    }
  }
  return applied
}

/** One file, one transaction: all of it or nothing. */
async function applyOne(client: pg.Client, file: MigrationFile): Promise<void> {
  await client.query('begin')
  try {
    await client.query(file.sql)
    await client.query('insert into schema_migration (version, name, checksum) values ($1, $2, $3)', [
      file.version,
      file.name,
      file.checksum,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw migrationError('MIGRATION_FAILED', `db/migrations/${file.name}.sql${lineOf(file, error)}: ${textOf(error)}`)
  }
}

function lineOf(file: MigrationFile, error: unknown): string {
  const position = error instanceof pg.DatabaseError ? Number(error.position) : Number.NaN
  return position > 0 ? `:${file.sql.slice(0, position).split('\n').length}` : ''
}

function textOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const where = error instanceof pg.DatabaseError && error.where ? ` (${error.where.split('\n')[0]})` : ''
  return `${text}${where}`
}

function rightsMissing(error: unknown): Error {
  return migrationError(
    'ROLES_UNUSABLE',
    `The owner of the database lacks a right (${(error as Error).message}): it must own the database and have CREATEROLE.`,
  )
}
