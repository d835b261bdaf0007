import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { migrationError } from './errors.ts'

/** One forward step of the schema: `db/migrations/NNNN_name.sql`. */
export interface MigrationFile {
  version: number
  /** File name without `.sql`. */
  name: string
  sql: string
  /** SHA-256 of the text with LF line ends, hex. */
  checksum: string
}

/** The folder of the project's migrations. */
export const MIGRATIONS_DIR = join(import.meta.dirname, '..', '..', '..', 'db', 'migrations')

/**
 * Reads all steps in the order of their numbers. Throws `MIGRATION_FILES` when a name is malformed or a number is used
 * twice.
 */
export async function readMigrations(folder = MIGRATIONS_DIR): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter(name => name.endsWith('.sql')).sort()
  const files = await Promise.all(names.map(name => readOne(folder, name)))
  files.forEach((file, index) => {
    const before = files[index - 1]
    if (before?.version === file.version) {
      throw migrationError('MIGRATION_FILES', `db/migrations: ${before.name} and ${file.name} have the same number`)
    }
  })
  return files
}

async function readOne(folder: string, fileName: string): Promise<MigrationFile> {
  const match = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(fileName)
  if (!match) throw migrationError('MIGRATION_FILES', `db/migrations/${fileName}: the name must be NNNN_name.sql`)
  const sql = (await readFile(join(folder, fileName), 'utf8')).replaceAll('\r\n', '\n')
  const checksum = createHash('sha256').update(sql).digest('hex')
  return { version: Number(match[1]), name: fileName.slice(0, -4), sql, checksum }
}
