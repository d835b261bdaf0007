import pg from 'pg'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'
import type { Uuid } from '../ids/index.ts'
import { type Announce, createAnnouncer } from './announce.ts'
import { createOnce, type PreparedStatement } from './once.ts'
import { type Host, openTx, type SystemTx, type Tx } from './tx.ts'

// int8 arrives as text by default. Our counters, sequence numbers and minor units stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** The doors to the database. Nothing else opens a transaction. */
export interface Db {
  /** The only door to tenant data: every statement inside sees and writes rows of this tenant alone. */
  tenant<T>(tenantId: Uuid, work: (tx: Tx) => Promise<T>): Promise<T>
  /** The one exception, for what must run before a tenant is known. `reason` is for readers and for grep. */
  system<T>(reason: string, work: (tx: SystemTx) => Promise<T>): Promise<T>
  /**
   * One prepared statement in the system role, as a transaction of its own, in a single round trip, on separate connections.
   * For writes that many requests share. Returns the number of rows touched.
   */
  systemOnce(reason: string, statement: PreparedStatement, values: unknown[]): Promise<number>
  /** Opens a connection that only LISTENs. */
  listen(channel: string, onNotify: (payload: string) => void): Promise<() => Promise<void>>
  /** Resolves when the database answers. */
  ping(): Promise<void>
  /** Connections now: in all, idle, and requests waiting for one. */
  stats(): { total: number; idle: number; waiting: number }
  close(): Promise<void>
}

export interface DbOptions {
  url: string
  /** Connections at most; default as in `POOL`. */
  max?: number
  /** How long a request waits for a connection; default as in `POOL`. */
  connectWithinMs?: number
  applicationName?: string
  /** The process that commits here; without one nobody is woken, and nobody subscribes to events. */
  host?: Host
}

const ALONE: Host = { wake: () => undefined, subscribersTo: () => [] }

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const CONNECTION_LOST = new Set([
  ...['57P01', '57P02', '57P03', '08000', '08003', '08006'],
  // Errors of the socket. Which of them comes depends on whether the end was noticed before something was written.
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'],
])
/** The driver's messages, which have no code, when the server is away or does not answer. */
const NO_ANSWER =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed) and is not queryable)/

/** For each process. A request waits for a connection this long at most, whether it is opened or given back by another. */
export const POOL = { max: 20, idleTimeoutMillis: 30_000, connectionTimeoutMillis: 2_000 } as const

/** Opens the pool. Nothing connects before the first use. */
export function createDb(options: DbOptions): Db {
  const pool = new pg.Pool({
    connectionString: options.url,
    ...POOL,
    ...(options.max && { max: options.max }),
    ...(options.connectWithinMs && { connectionTimeoutMillis: options.connectWithinMs }),
    application_name: options.applicationName ?? 'tawsil',
    keepAlive: true,
    // Statements that do not need each other's results are sent together; the database answers them in their order.
    pipeline: true,
  })
  // The pool drops an idle connection that breaks, and the next request opens another. Without this listener the error would end
  // the process.
  pool.on('error', () => undefined)
  const once = createOnce(options.url, options.applicationName ?? 'tawsil')
  const host = { ...(options.host ?? ALONE), announce: createAnnouncer(pool) }

  return {
    tenant: (tenantId, work) => {
      if (!UUID.test(tenantId)) throw new Error('db.tenant needs a tenant id')
      const settings = `set local role tawsil_tenant; set local app.tenant_id = '${tenantId}'`
      return transaction(placementOf(tenantId, pool), host, settings, tx => work({ ...tx, tenantId }))
    },
    system: (_reason, work) => transaction(pool, host, 'set local role tawsil_system', work),
    systemOnce: async (_reason, statement, values) => {
      try {
        return await once.run(statement, values)
      } catch (error) {
        throw translate(error)
      }
    },
    listen: (channel, onNotify) => listen(options.url, channel, onNotify),
    ping: async () => void (await pool.query('select 1')),
    stats: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: async () => {
      await Promise.all([pool.end(), once.close()])
    },
  }
}

/**
 * The database that holds a tenant. Every access asks here, so that a large tenant can be given its own database without
 * touching another line. Today all live in one.
 */
function placementOf(_tenantId: Uuid, main: pg.Pool): pg.Pool {
  return main
}

/** `begin` and the settings are one message, and the first statement follows at once: they cost no extra round trip. */
async function transaction<T>(
  pool: pg.Pool,
  host: Host & { announce: Announce },
  settings: string,
  work: (tx: SystemTx) => Promise<T>,
): Promise<T> {
  const client = await connect(pool)
  let broken: Error | undefined
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  let begun: Promise<unknown> | undefined
  try {
    begun = client.query(`begin; ${settings}`)
    begun.catch(() => undefined)
    const { tx, committed } = openTx(client, host)
    const result = await work(tx)
    await begun
    const { command } = await client.query('commit')
    // A transaction in which a statement failed is rolled back by `commit`, without an error. When the work swallowed that
    // failure, this reports it.
    if (command !== 'COMMIT') throw new Error('the transaction had failed, so nothing was committed')
    committed()
    return result
  } catch (error) {
    broken ??= await rollback(client)
    // When `begin` itself failed, its error says why; the statements behind it only say that something failed before.
    await begun?.catch(cause => {
      throw translate(cause)
    })
    throw translate(error)
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect()
  } catch (cause) {
    throw new AppError(COMMON_ERRORS.UNAVAILABLE, { cause })
  }
}

/** Returns the error when the client cannot roll back; such a client does not return to the pool. */
async function rollback(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback')
    return undefined
  } catch (error) {
    return error as Error
  }
}

/** A lost connection becomes a retryable 503. Other errors of the database stay as they are, for our code to understand. */
function translate(error: unknown): unknown {
  const code = (error as { code?: string }).code
  if (code && CONNECTION_LOST.has(code)) return new AppError(COMMON_ERRORS.UNAVAILABLE, { cause: error })
  if (error instanceof Error && NO_ANSWER.test(error.message)) {
    return new AppError(COMMON_ERRORS.UNAVAILABLE, { cause: error })
  }
  return error
}

/** LISTEN on a connection of its own, opened again whenever it breaks. */
async function listen(url: string, channel: string, onNotify: (payload: string) => void): Promise<() => Promise<void>> {
  let closed = false
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  const open = async () => {
    client = new pg.Client({ connectionString: url, keepAlive: true, application_name: 'tawsil-listen' })
    client.on('notification', message => onNotify(message.payload ?? ''))
    client.on('error', retry)
    client.on('end', retry)
    await client.connect()
    await client.query(`listen ${pg.escapeIdentifier(channel)}`)
    onNotify('')
  }
  const retry = () => {
    if (closed || timer) return
    timer = setTimeout(() => {
      timer = undefined
      open().catch(retry)
    }, 500)
  }
  await open()
  return async () => {
    closed = true
    clearTimeout(timer)
    await client?.end()
  }
}
