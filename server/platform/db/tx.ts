import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely'
import type pg from 'pg'
import { notFound } from '../errors/index.ts'
import type { Uuid } from '../ids/index.ts'
import type { Announce } from './announce.ts'
import { corkForTurn } from './cork.ts'
import { createMemory, type KeptMemory, type KeptStore, noteWrites } from './kept-store.ts'

/** Only compiles: statements are built with Kysely, and the transaction runs them. */
const builder = new Kysely<Record<string, never>>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: db => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/** A statement made with Kysely's `sql` tag, whose rows are `R`. */
export type Statement<R> = RawBuilder<R>

/**
 * One open transaction. Operations take it as their first argument and never open their own. Give statements that do not need
 * each other's results to `Promise.all`: they are sent together and run in the order given.
 */
export interface SystemTx {
  /** All rows. */
  rows<R>(statement: Statement<R>): Promise<R[]>
  /** The only row, or undefined. */
  maybe<R>(statement: Statement<R>): Promise<R | undefined>
  /** The only row; without one, the error NOT_FOUND. */
  one<R>(statement: Statement<R>): Promise<R>
  /** Runs a statement for its effect and tells how many rows it touched. */
  run(statement: Statement<unknown>): Promise<number>
  /** Runs `action` after the transaction has committed. */
  afterCommit(action: () => void): void
  /** Runs `action` when the transaction is over, committed or not; after what waits for the commit. */
  afterEnd(action: () => void): void
  /** Runs `action` as the last work of the transaction, for what is best written once and together. */
  beforeCommit(action: () => Promise<unknown>): void
  /** What this transaction has one of: made at the first call of each `key`. */
  own<T>(key: object, make: () => T): T
  /**
   * Wakes the workers of a queue after the transaction has committed; several calls become one. With `afterMs` so much later,
   * in this process, for work that is due then.
   */
  wake(queue: string, afterMs?: number): void
  /** Names of the durable subscribers to a type of events. */
  subscribersTo(eventType: string): readonly string[]
  /** What of the work of all tenants this process takes. */
  share(): Share
  /** Notifies the listeners of `channel` soon after the commit; several calls at once become one. Nothing may depend on it. */
  announce(channel: string): void
  /** For `kept` alone. */
  readonly kept: KeptMemory
}

/** The same in one tenant: what a statement reads and writes is this tenant's alone. */
export interface Tx extends SystemTx {
  readonly tenantId: Uuid
}

/** What transactions reach of the process around them. */
export interface Host {
  /** Tells the workers of a queue, in whichever process, that there is work. */
  wake(queue: string): void
  /** Names of the durable subscribers to a type of events. */
  subscribersTo(eventType: string): readonly string[]
  /** What of the work of all tenants this process takes; without it, all alike. */
  share?(): Share
  /** No other process runs on the database now. */
  alone?(): boolean
}

/** What of the work a process takes. */
export interface Share {
  /** The shards that it takes before all others; absent: it takes all alike, because nobody else works. */
  first?: readonly number[]
}

/** NUL is the one character that PostgreSQL cannot keep in a text. When somebody sends it, that must not be a server error. */
function storable(parameter: unknown): unknown {
  if (Array.isArray(parameter)) return parameter.map(storable)
  return typeof parameter === 'string' && parameter.includes('\0') ? parameter.replaceAll('\0', '\ufffd') : parameter
}

/** Names of statements by their text. Each connection keeps their plans. */
const names = new Map<string, string>()
/** Statements are written in code, so there are a few hundred texts. More would be texts built at run time: not named. */
const MOST_NAMES = 1_000

/**
 * A named statement is parsed once on each connection, and planned again only while that is worth it. On the hot path planning
 * cost more than running: 1,800 messages a second were sent without names, 2,900 with them.
 */
function nameOf(text: string): { name?: string } {
  const known = names.get(text)
  if (known) return { name: known }
  if (names.size >= MOST_NAMES) return {}
  const name = `tawsil_${names.size}`
  names.set(text, name)
  return { name }
}

/** What is to be done once a transaction has committed, and when it is over. */
export interface Afterwards {
  actions: Array<() => void>
  queues: Set<string>
  ends: Array<() => void>
}

/** A transaction that work may use until `end`. */
export interface OpenTx {
  tx: SystemTx
  /** Does what was put off to the end. */
  finish(): Promise<void>
  /** From now on the transaction refuses statements: its connection may be in another tenant's transaction already. */
  end(): void
}

/** The transaction, or one tenant's part of it, over one checked-out client. */
export function openTx(
  client: pg.ClientBase,
  host: Host & { announce: Announce; kept: KeptStore },
  after: Afterwards,
): OpenTx {
  const { actions, queues, ends } = after
  const last: Array<() => Promise<unknown>> = []
  const owned = new Map<object, unknown>()
  const kept = createMemory(host.kept)
  let over = false
  const query = async <R>(statement: Statement<R>) => {
    if (over) throw new Error('this transaction is over')
    const { sql, parameters } = statement.compile(builder)
    noteWrites(kept, sql)
    const values = parameters.map(storable)
    corkForTurn(client)
    return await client.query({ text: sql, values, ...nameOf(sql) })
  }
  const tx: SystemTx = {
    rows: async statement => (await query(statement)).rows,
    maybe: async statement => (await query(statement)).rows[0],
    one: async statement => {
      const row = (await query(statement)).rows[0]
      if (row === undefined) throw notFound()
      return row
    },
    run: async statement => (await query(statement)).rowCount ?? 0,
    afterCommit: action => void actions.push(action),
    afterEnd: action => void ends.push(action),
    beforeCommit: action => void last.push(action),
    own: <T>(key: object, make: () => T) => {
      if (!owned.has(key)) owned.set(key, make())
      return owned.get(key) as T
    },
    wake: (queue, afterMs = 0) => {
      if (afterMs === 0) queues.add(queue)
      else actions.push(() => setTimeout(() => host.wake(queue), afterMs).unref())
    },
    subscribersTo: host.subscribersTo,
    share: () => host.share?.() ?? {},
    announce: channel => void actions.push(() => host.announce(channel)),
    kept,
  }
  return {
    tx,
    finish: async () => {
      for (let action = last.shift(); action; action = last.shift()) await action()
    },
    end: () => {
      over = true
    },
  }
}

/** Runs what waited for the commit. */
export function runAfterwards({ actions, queues }: Afterwards, host: Host): void {
  for (const action of actions) action()
  for (const queue of queues) host.wake(queue)
}
