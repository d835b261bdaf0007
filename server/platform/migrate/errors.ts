import { StartError } from '../embedded/index.ts'

/** Every reason why a database cannot be prepared; the message is one line for a terminal. */
export type MigrationErrorCode =
  | 'DATABASE_UNREACHABLE'
  | 'DATABASE_TOO_OLD'
  | 'ROLES_UNUSABLE'
  | 'MIGRATION_FILES'
  | 'MIGRATION_CHANGED'
  | 'MIGRATION_UNKNOWN'
  | 'MIGRATION_FAILED'
  | 'SCHEMA_BEHIND'

/** Makes the error of one such reason. */
export function migrationError(code: MigrationErrorCode, message: string): StartError {
  return new StartError(code, message)
}
