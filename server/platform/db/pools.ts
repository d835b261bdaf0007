import pg from 'pg'
import type { Uuid } from '../ids/index.ts'

/** How a transaction's statements are planned. */
export interface TxOptions {
  /**
   * `once`: each statement is planned once for each connection, and reads tables by index only. For the transactions of workers,
   * whose statements look rows up by key or follow an index in its order; not for statements whose best plan depends on the values.
   *
   * By itself PostgreSQL plans a statement again whenever a plan for these values looks cheaper than a general one. It often does
   * for a list of one id: with one message at a time, the database spent more time on planning than on everything else. And
   * pending tables are empty most of the time: a plan made then would read the whole table when it is full a second later.
   */
  plans?: 'once' | undefined
}

/** What connections are for: whose role they have, and how they plan. */
export type Use = 'tenant' | 'tenantOnce' | 'system' | 'systemOnce'

/** For each process. A request waits for a connection this long at most, whether it is opened or given back by another. */
export const POOL = {
  /** Connections at most for each use. */
  max: { tenant: 10, tenantOnce: 10, system: 6, systemOnce: 2 },
  idleTimeoutMillis: 30_000,
  connectionTimeoutMillis: 2_000,
} as const

const ROLES = {
  tenant: 'tawsil_tenant',
  tenantOnce: 'tawsil_tenant',
  system: 'tawsil_system',
  systemOnce: 'tawsil_system',
}
const PLANNED_ONCE = '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_bitmapscan=off'

/**
 * Where and how connections of one use are opened. A connection keeps its role for life: plans over row-level security belong to
 * a role, and a statement that is used in two roles is planned again each time the role changes.
 *
 * The role is set by the message that opens the connection. Behind a pooler that hands one server connection to several clients
 * (PgBouncer in transaction mode) that fails, or leaves the login's role, which has no rights. A later `set role` would stay on
 * the server connection, and the next client would work in it.
 *
 * @param process whose leases are the lanes that are leased on these connections (the default of `pending_lane.holder`)
 */
export function connectionFor(url: string, use: Use, process?: Uuid): pg.ClientConfig {
  const ours = process ? ` -c tawsil.process=${process}` : ''
  const own = `-c role=${ROLES[use]}${use.endsWith('Once') ? ` ${PLANNED_ONCE}` : ''}${ours}`
  // The driver prefers what the address says.
  const given = URL.parse(url)?.searchParams.get('options')
  if (!given) return { connectionString: url, options: own }
  const both = new URL(url)
  both.searchParams.set('options', `${given} ${own}`)
  return { connectionString: both.href }
}

export interface PoolOptions {
  url: string
  /** Connections at most for each use; default as in `POOL`. */
  max?: number
  /** How long a request waits for a connection; default as in `POOL`. */
  connectWithinMs?: number
  applicationName?: string
  /** The process that works here, as in `process.id`: when it is gone, its leases are given back. */
  process?: Uuid
}

/** The connections to one database. */
export interface Pools {
  for(door: 'tenant' | 'system', options: TxOptions): pg.Pool
  /** Connections now: in all, idle, and requests waiting for one. */
  stats(): { total: number; idle: number; waiting: number }
  close(): Promise<void>
}

/** Opens the pools. Nothing connects before the first use. */
export function createPools(options: PoolOptions): Pools {
  const open = (use: Use) => {
    const pool = new pg.Pool({
      ...connectionFor(options.url, use, options.process),
      max: Math.min(options.max ?? POOL.max[use], POOL.max[use]),
      idleTimeoutMillis: POOL.idleTimeoutMillis,
      connectionTimeoutMillis: options.connectWithinMs ?? POOL.connectionTimeoutMillis,
      application_name: options.applicationName ?? 'tawsil',
      keepAlive: true,
      // Statements that do not need each other's results are sent together; the database answers them in their order.
      pipeline: true,
    })
    // The pool drops an idle connection that breaks, and the next request opens another. Without this listener the error would end
    // the process.
    pool.on('error', () => undefined)
    return pool
  }
  const pools = {
    tenant: open('tenant'),
    tenantOnce: open('tenantOnce'),
    system: open('system'),
    systemOnce: open('systemOnce'),
  }
  const all = Object.values(pools)
  const sum = (count: (pool: pg.Pool) => number) => all.reduce((total, pool) => total + count(pool), 0)
  return {
    for: (door, { plans }) => pools[plans === 'once' ? (`${door}Once` as const) : door],
    stats: () => ({
      total: sum(pool => pool.totalCount),
      idle: sum(pool => pool.idleCount),
      waiting: sum(pool => pool.waitingCount),
    }),
    close: async () => void (await Promise.all(all.map(pool => pool.end()))),
  }
}
