import pg from 'pg'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'
import type { Uuid } from '../ids/index.ts'
import { type Announce, createAnnouncer, createListeners, type Listeners } from './announce.ts'
import { corkForTurn } from './cork.ts'
import { createKeptStore, type KeptStore } from './kept-store.ts'
import { createOnce, type PreparedStatement } from './once.ts'
import { createPools, type PoolOptions, type Pools, type TxOptions } from './pools.ts'
import { type Afterwards, type Host, openTx, runAfterwards, type SystemTx, type Tx } from './tx.ts'

// int8 arrives as text by default. Our counters, sequence numbers and minor units stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** The doors to the database. Nothing else opens a transaction. */
export interface Db {
  /** The only door to tenant data: every statement inside sees and writes rows of this tenant alone. */
  tenant<T>(tenantId: Uuid, work: (tx: Tx) => Promise<T>, options?: TxOptions): Promise<T>
  /**
   * The same door for several tenants: one transaction serves them one after the other, in the order of their ids, so that two
   * such transactions never wait for each other in a circle. All parts are committed together, or none is.
   *
   * @returns what the parts returned, in the order in which they were given
   */
  tenants<T>(parts: ReadonlyArray<TenantPart<T>>, options?: TxOptions): Promise<T[]>
  /** The one exception, for what must run before a tenant is known. `reason` is for readers and for grep. */
  system<T>(reason: string, work: (tx: SystemTx) => Promise<T>, options?: TxOptions): Promise<T>
  /**
   * One prepared statement in the system role, as a transaction of its own, in a single round trip, on separate connections.
   * For writes that many requests share. Returns the rows that the statement returns.
   */
  systemOnce<R>(reason: string, statement: PreparedStatement, values: unknown[]): Promise<R[]>
  /** Opens a connection that only LISTENs. */
  listen(channel: string, onNotify: (payload: string) => void): Promise<() => Promise<void>>
  /** Resolves when the database answers. */
  ping(): Promise<void>
  /** Connections now: in all, idle, and requests waiting for one. */
  stats(): { total: number; idle: number; waiting: number }
  close(): Promise<void>
}

/** What a transaction over several tenants does in one of them. Its `tx` is of no use once `work` has ended. */
export interface TenantPart<T> {
  tenantId: Uuid
  work(tx: Tx): Promise<T>
}

export interface DbOptions extends PoolOptions {
  /** The process that commits here; without one nobody is woken, and nobody subscribes to events. */
  host?: Host
}

const NOBODY: Host = { wake: () => undefined, subscribersTo: () => [] }

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const CONNECTION_LOST = new Set([
  ...['57P01', '57P02', '57P03', '08000', '08003', '08006'],
  // Errors of the socket. Which of them comes depends on whether the end was noticed before something was written.
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'],
])
/** The driver's messages, which have no code, when the server is away or does not answer. */
const NO_ANSWER =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed) and is not queryable)/

/** Opens the doors. Nothing connects before the first use. */
export function createDb(options: DbOptions): Db {
  const main = createPools(options)
  const once = createOnce(options)
  const given = options.host ?? NOBODY
  const listeners = createListeners()
  const host = {
    ...given,
    announce: createAnnouncer(main.for('system', {}), listeners, () => given.alone?.() ?? false),
    kept: createKeptStore(),
  }

  return {
    tenant: (tenantId, work, plans = {}) => {
      const pool = placementOf(mustBeTenant(tenantId), main).for('tenant', plans)
      return transaction(pool, host, `begin; ${enter(tenantId)}`, (client, after) =>
        part(client, host, after, tx => work({ ...tx, tenantId })),
      )
    },
    tenants: (parts, plans = {}) => severalTenants(parts, plans, main, host),
    system: (_reason, work, plans = {}) =>
      transaction(main.for('system', plans), host, 'begin', (client, after) => part(client, host, after, work)),
    systemOnce: async <R>(_reason: string, statement: PreparedStatement, values: unknown[]) => {
      try {
        return await once.run<R>(statement, values)
      } catch (error) {
        throw translate(error)
      }
    },
    listen: (channel, onNotify) => listen(options.url, listeners, channel, onNotify),
    ping: async () => void (await main.for('system', {}).query('select 1')),
    stats: main.stats,
    close: async () => {
      await Promise.all([main.close(), once.close()])
    },
  }
}

/**
 * The database that holds a tenant. Every access asks here, so that a large tenant can be given its own database without
 * touching another line. Today all live in one.
 */
function placementOf(_tenantId: Uuid, main: Pools): Pools {
  return main
}

function mustBeTenant(tenantId: Uuid): Uuid {
  if (!UUID.test(tenantId)) throw new Error('db.tenant needs a tenant id')
  return tenantId
}

/** The setting ends with the transaction; outside of one a connection is in no tenant and sees nothing. */
const enter = (tenantId: Uuid) => `set local app.tenant_id = '${tenantId}'`

/** Parts of tenants that live in one database share a transaction. */
async function severalTenants<T>(
  parts: ReadonlyArray<TenantPart<T>>,
  plans: TxOptions,
  main: Pools,
  host: TxHost,
): Promise<T[]> {
  const results = new Array<T>(parts.length)
  const inOrder = [...parts.entries()].toSorted(([, one], [, other]) => compare(one.tenantId, other.tenantId))
  const byDatabase = Map.groupBy(inOrder, ([, { tenantId }]) => placementOf(mustBeTenant(tenantId), main))
  for (const [pools, own] of byDatabase) {
    const first = own[0]![1].tenantId
    await transaction(pools.for('tenant', plans), host, `begin; ${enter(first)}`, async (client, after) => {
      let current = first
      for (const [index, { tenantId, work }] of own) {
        // Is sent together with the part's first statement. If it fails, so does that statement.
        if (tenantId !== current) {
          corkForTurn(client)
          client.query(enter(tenantId)).catch(() => undefined)
        }
        current = tenantId
        results[index] = await part(client, host, after, tx => work({ ...tx, tenantId }))
      }
    })
  }
  return results
}

const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other))

type TxHost = Host & { announce: Announce; kept: KeptStore }

/** One piece of work in an open transaction. Its handle is of no use afterwards, so that nothing of it reaches the next one's rows. */
async function part<T>(
  client: pg.ClientBase,
  host: TxHost,
  after: Afterwards,
  work: (tx: SystemTx) => Promise<T>,
): Promise<T> {
  const { tx, finish, end } = openTx(client, host, after)
  try {
    const result = await work(tx)
    await finish()
    return result
  } finally {
    end()
  }
}

/** `begin` and the tenant are one message, and the first statement follows at once: they cost no extra round trip. */
async function transaction<T>(
  pool: pg.Pool,
  host: TxHost,
  begin: string,
  work: (client: pg.ClientBase, after: Afterwards) => Promise<T>,
): Promise<T> {
  const client = await connect(pool)
  let broken: Error | undefined
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  let begun: Promise<unknown> | undefined
  const after: Afterwards = { actions: [], queues: new Set(), ends: [] }
  try {
    corkForTurn(client)
    begun = client.query(begin)
    begun.catch(() => undefined)
    const result = await work(client, after)
    await begun
    const { command } = await client.query('commit')
    // A transaction in which a statement failed is rolled back by `commit`, without an error. When the work swallowed that
    // failure, this reports it.
    if (command !== 'COMMIT') throw new Error('the transaction had failed, so nothing was committed')
    runAfterwards(after, host)
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
    for (const end of after.ends) end()
  }
}

/** The server answered and refused: the login may not enter the role, or there is none. Waiting would not mend that. */
const NO_RIGHTS = new Set(['42501', '22023'])

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect()
  } catch (cause) {
    if (NO_RIGHTS.has((cause as { code?: string }).code ?? '')) throw cause
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

/** LISTEN on a connection of its own, opened again whenever it breaks; `listeners` hear what this process itself announces. */
async function listen(
  url: string,
  listeners: Listeners,
  channel: string,
  onNotify: (payload: string) => void,
): Promise<() => Promise<void>> {
  const forget = listeners.add(channel, () => onNotify(''))
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
  try {
    await open()
  } catch (error) {
    forget()
    throw error
  }
  return async () => {
    closed = true
    forget()
    clearTimeout(timer)
    await client?.end()
  }
}
