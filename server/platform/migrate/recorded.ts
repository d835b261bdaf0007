import type pg from 'pg'
import { migrationError } from './errors.ts'
import type { MigrationFile } from './files.ts'

/** A step that a database has, as it was recorded when it was applied. */
export interface RecordedMigration {
  version: number
  name: string
  checksum: string
}

/** The steps that the database records, by number; none when it was never migrated. */
export async function recordedMigrations(client: pg.Client): Promise<Map<number, RecordedMigration>> {
  const { rows } = await client.query<{ exists: boolean }>(
    `select to_regclass('public.schema_migration') is not null as exists`,
  )
  if (!rows[0]?.exists) return new Map()
  const recorded = await client.query<RecordedMigration>(
    'select version, name, checksum from public.schema_migration order by version',
  )
  return new Map(recorded.rows.map(row => [row.version, row]))
}

/**
 * Throws `MIGRATION_UNKNOWN` when the database was made by other migrations than these: those from before the baseline, or
 * those of another branch. A database that has all of these and newer ones too is fine: old and new code run beside each
 * other during a deployment.
 */
export function assertSameHistory(files: MigrationFile[], recorded: Map<number, RecordedMigration>): void {
  const known = new Set(files.map(file => file.name))
  const unknown = [...recorded.values()].find(step => !known.has(step.name))
  const names = new Set([...recorded.values()].map(step => step.name))
  if (!unknown || files.every(file => names.has(file.name))) return
  throw migrationError(
    'MIGRATION_UNKNOWN',
    `The database was made by other migrations than db/migrations holds (it records ${unknown.name}): start afresh ` +
      '(delete DATA_DIR, or give an empty database), or carry its rows over as README.md says under "Upgrading".',
  )
}
