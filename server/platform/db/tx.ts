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

/** A compiler only: statements are built with Kysely and run by the transaction that they are given to. */
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
 * One open transaction. Operations take it as their first argument and never open their own. Statements that do not need each
 * other's results go with `Promise.all`: they are written at once and run in the order in which they were given.
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
  /** Runs `action` once the transaction has committed; used to wake whoever waits for what was written. */
  afterCommit(action: () => void): void
  /** Wakes who LISTENs to `channel`, soon after the commit; several at once become one. Nothing may depend on it. */
  announce(channel: string): void
}

/** The same in one tenant: what a statement reads and writes is this tenant's alone. */
export interface Tx extends SystemTx {
  readonly tenantId: Uuid
}

/** NUL is the one character that no text of PostgreSQL holds; typed into a field it must not become a failure of ours. */
function storable(parameter: unknown): unknown {
  if (Array.isArray(parameter)) return parameter.map(storable)
  return typeof parameter === 'string' && parameter.includes('\0') ? parameter.replaceAll('\0', '\ufffd') : parameter
}

/** Names of statements by their text. Each connection keeps their plans. */
const names = new Map<string, string>()
/** Texts are written in code, so there are a few hundred; beyond that somebody builds them, and plans would only pile up. */
const MOST_NAMES = 1_000

/**
 * A named statement is parsed once on each connection and planned anew only while that is worth it: planning cost the hot path
 * more than running (1,800 against 2,900 messages a second sent). Behind PgBouncer this needs its 1.21 or newer.
 */
function nameOf(text: string): { name?: string } {
  const known = names.get(text)
  if (known) return { name: known }
  if (names.size >= MOST_NAMES) return {}
  const name = `tawsil_${names.size}`
  names.set(text, name)
  return { name }
}

/** The transaction over one checked-out client, and the actions to run once it has committed. */
export function openTx(client: pg.ClientBase, announce: Announce): { tx: SystemTx; committed: () => void } {
  const actions: Array<() => void> = []
  const query = async <R>(statement: Statement<R>) => {
    const { sql, parameters } = statement.compile(builder)
    const values = parameters.map(storable)
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
    announce: channel => void actions.push(() => announce(channel)),
  }
  const committed = () => {
    for (const action of actions) action()
  }
  return { tx, committed }
}
