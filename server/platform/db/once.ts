import pg from 'pg'

/** One statement that every connection prepares once, under this name. */
export interface PreparedStatement {
  name: string
  text: string
}

/** Runs prepared statements in the system role, each a transaction of its own. */
export interface PreparedRunner {
  /** Rows touched. Rejects with what the driver says; after a time-out nobody knows whether it was committed. */
  run(statement: PreparedStatement, values: unknown[]): Promise<number>
  close(): Promise<void>
}

/** As many as grouped writes need at a time, and one to spare. */
const CONNECTIONS = 3
/** A database that hangs must become an error while the caller can still answer. */
const TIMEOUT_MS = 10_000

/**
 * A few connections of their own that stay in the role tawsil_system, so that a statement costs one round trip instead of
 * three and never waits behind other work. Nothing but system statements runs on them, so no setting can leak between tenants.
 */
export function createOnce(url: string, applicationName: string): PreparedRunner {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 5_000,
    query_timeout: TIMEOUT_MS,
    statement_timeout: TIMEOUT_MS,
    application_name: `${applicationName}-once`,
    keepAlive: true,
    onConnect: async client => void (await client.query('set role tawsil_system')),
  })
  pool.on('error', () => undefined)
  return {
    run: async (statement, values) => (await pool.query({ ...statement, values })).rowCount ?? 0,
    close: () => pool.end(),
  }
}
