import pg from 'pg'
import { codeOf } from '../embedded/index.ts'
import { migrationError } from './errors.ts'

const OLDEST = 15

/**
 * Opens one session for preparing a database: no time-outs of the program's own, names looked up in `public` alone.
 * Throws `DATABASE_UNREACHABLE` (host, port and reason, never the password) and `DATABASE_TOO_OLD`.
 */
export async function connectTo(url: string): Promise<pg.Client> {
  const client = await open(url)
  // When a session is cut off, the running query reports it. Without this listener the event would end the process.
  client.on('error', () => undefined)
  const { rows } = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::int / 10000 as version`,
  )
  const version = rows[0]!.version
  if (version < OLDEST) {
    await client.end()
    throw migrationError('DATABASE_TOO_OLD', `The database is PostgreSQL ${version}; Tawsil needs ${OLDEST} or newer.`)
  }
  return client
}

async function open(url: string): Promise<pg.Client> {
  const where = describe(url)
  try {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 10_000,
      application_name: 'tawsil-migrate',
      options: '-c search_path=public -c statement_timeout=0 -c idle_in_transaction_session_timeout=0',
    })
    await client.connect()
    return client
  } catch (error) {
    const reason = codeOf(error) || (error as Error).message
    throw migrationError('DATABASE_UNREACHABLE', `Cannot reach the database ${where}: ${explain(reason, error)}`)
  }
}

function explain(reason: string, error: unknown): string {
  const known: Record<string, string> = {
    ECONNREFUSED: 'nothing listens there. Is the server running?',
    ENOTFOUND: 'the host name is unknown.',
    ETIMEDOUT: 'no answer.',
    '28P01': 'wrong password.',
    '28000': 'this user may not connect.',
    '3D000': 'this database does not exist.',
  }
  return known[reason] ?? `${(error as Error).message || reason}.`
}

/** Host, port and database of a connection string, without its secrets. */
export function describe(url: string): string {
  const parsed = URL.parse(url)
  if (!parsed) return '(the address is not a URL: postgres://user:password@host:port/database)'
  return `${parsed.hostname}:${parsed.port || 5432}${parsed.pathname}`
}
