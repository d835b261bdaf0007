import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import { type Db, type Statement, type SystemTx, sql } from '../../../platform/db/index.ts'

/**
 * The database of the identity library: ours, through `db.system`. A statement inside `join` belongs to the transaction
 * given there, so that a person and their business are created together or not at all. Any other statement is a
 * transaction of its own.
 */
export interface LibraryStore {
  readonly kysely: Kysely<Record<string, Record<string, unknown>>>
  /** Runs `work`. What the library reads and writes during it happens in `tx`, which must come from `db.system`. */
  join<T>(tx: SystemTx, work: () => Promise<T>): Promise<T>
}

export function createLibraryStore(db: Db): LibraryStore {
  const joined = new AsyncLocalStorage<SystemTx>()
  const connection: DatabaseConnection = {
    executeQuery: async <R>(query: CompiledQuery) => {
      const tx = joined.getStore()
      if (tx) return await execute<R>(tx, query)
      return await db.system('the identity library works on people of all tenants', own => execute<R>(own, query))
    },
    // biome-ignore lint/correctness/useYield: the library never streams
    streamQuery: async function* () {
      throw new Error('the identity library does not stream')
    },
  }
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: kysely => new PostgresIntrospector(kysely),
    createDriver: () => ({
      init: async () => undefined,
      acquireConnection: async () => connection,
      releaseConnection: async () => undefined,
      // One statement, one transaction. For more, use `join`.
      beginTransaction: refuse,
      commitTransaction: refuse,
      rollbackTransaction: refuse,
      destroy: async () => undefined,
    }),
  }
  return { kysely: new Kysely({ dialect }), join: (tx, work) => joined.run(tx, work) }
}

async function refuse(): Promise<never> {
  throw new Error('the identity library opens no transactions: join one of ours')
}

/**
 * Runs the library's statement as one of ours. Returns its rows, or the number of changed rows when it returns none.
 */
async function execute<R>(tx: SystemTx, query: CompiledQuery): Promise<QueryResult<R>> {
  const statement: Statement<R> = sql<R>`${{ toOperationNode: () => query.query }}`
  if (query.query.kind === 'SelectQueryNode' || 'returning' in query.query) {
    const rows = await tx.rows(statement)
    return { rows, numAffectedRows: BigInt(rows.length) }
  }
  return { rows: [], numAffectedRows: BigInt(await tx.run(statement)) }
}
