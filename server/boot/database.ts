import type { Config } from '../platform/config/index.ts'
import {
  type DataLock,
  type EmbeddedPostgres,
  lockDataDir,
  StartError,
  startEmbedded,
} from '../platform/embedded/index.ts'
import { describe, migrate, pendingMigrations } from '../platform/migrate/index.ts'

/** The database that the program will use, and the function that closes it at the end. */
export interface ReadyDatabase {
  url: string
  close(): Promise<void>
}

type Log = (line: string) => void

/**
 * Starts the embedded PostgreSQL when no DATABASE_URL is set. Migrates the schema when that is our task: when it is embedded, or
 * OWNER_DATABASE_URL is set. Throws `StartError` with one line when the database cannot be used.
 */
export async function openDatabase(config: Config, log: Log, onLost: (reason: string) => void): Promise<ReadyDatabase> {
  if (!config.databaseUrl) return openEmbedded(config, log, onLost)
  await prepareGiven(config, config.databaseUrl, log)
  return { url: config.databaseUrl, close: async () => undefined }
}

async function openEmbedded(config: Config, log: Log, onLost: (reason: string) => void): Promise<ReadyDatabase> {
  const lock: DataLock = await lockDataDir(config.dataDir)
  let postgres: EmbeddedPostgres | undefined
  const close = async () => {
    await postgres?.stop()
    await lock.release()
  }
  try {
    log('Starting PostgreSQL…')
    postgres = await startEmbedded({ dataDir: config.dataDir, log, onLost })
    await migrate({ ownerUrl: postgres.ownerUrl, appUrl: postgres.appUrl, log })
    return { url: postgres.appUrl, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function prepareGiven(config: Config, databaseUrl: string, log: Log): Promise<void> {
  log(`Using the database ${describe(databaseUrl)}`)
  if (config.ownerDatabaseUrl) {
    await migrate({ ownerUrl: config.ownerDatabaseUrl, appUrl: databaseUrl, log })
    return
  }
  const pending = await pendingMigrations(databaseUrl)
  if (pending.length === 0) return
  throw new StartError(
    'SCHEMA_BEHIND',
    `The database lacks ${pending.length} migration(s), from ${pending[0]} on: run bin/migrate --owner-url postgres://owner:password@host/database`,
  )
}
