import pg from 'pg'
import { connectionFor, type PoolOptions } from './pools.ts'

/** One statement that every connection prepares once, under this name. */
export interface PreparedStatement {
  name: string
  text: string
}

/** Runs prepared statements in the system role, each a transaction of its own. */
export interface PreparedRunner {
  /** @returns the statement's rows. Rejects with the driver's error; after a time-out it may or may not be committed. */
  run<R>(statement: PreparedStatement, values: unknown[]): Promise<R[]>
  close(): Promise<void>
}

/** Grouped writes need two at a time; one more is in reserve. */
const CONNECTIONS = 3
/** When the database hangs, the caller must get an error while it can still answer its own caller. */
const TIMEOUT_MS = 10_000

/**
 * A few separate connections in the system role. A statement costs one round trip, because it needs no `begin`, and never waits
 * behind other work. Only system statements run on them, so no setting can leak between tenants.
 */
export function createOnce(options: PoolOptions): PreparedRunner {
  const pool = new pg.Pool({
    ...connectionFor(options.url, 'system', options.process),
    max: CONNECTIONS,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 5_000,
    query_timeout: TIMEOUT_MS,
    statement_timeout: TIMEOUT_MS,
    application_name: `${options.applicationName ?? 'tawsil'}-once`,
    keepAlive: true,
  })
  pool.on('error', () => undefined)
  return {
    run: async (statement, values) => (await pool.query({ ...statement, values })).rows,
    close: () => pool.end(),
  }
}
