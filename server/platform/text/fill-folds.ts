import type { Db, Statement, Tx } from '../db/index.ts'
import type { Uuid } from '../ids/index.ts'
import { fold } from './fold.ts'

/** A column that holds the fold of another one of its table. */
export interface FoldedColumn {
  /** Tenants of which rows are without their fold. */
  tenants: Statement<{ tenantId: Uuid }>
  /** Such rows of one tenant, at most `most`. */
  unfolded(most: number): Statement<{ id: Uuid; text: string }>
  /** Stores folds; a row whose text has changed meanwhile is left alone. */
  store(rows: ReadonlyArray<{ id: Uuid; text: string; folded: string }>): Statement<unknown>
}

const BATCH = 500

/**
 * Folds what was written without its fold: by an older program, or in SQL. To fold all anew after a change of `fold`, a migration
 * sets the columns to null.
 */
export async function fillFolds(db: Db, column: FoldedColumn): Promise<void> {
  const tenants = await db.system('rows of all tenants without their fold', tx => tx.rows(column.tenants))
  for (const { tenantId } of tenants) {
    let found = BATCH
    while (found === BATCH) found = await db.tenant(tenantId, tx => fillBatch(tx, column))
  }
}

async function fillBatch(tx: Tx, column: FoldedColumn): Promise<number> {
  const rows = await tx.rows(column.unfolded(BATCH))
  if (rows.length > 0) await tx.run(column.store(rows.map(row => ({ ...row, folded: fold(row.text) }))))
  return rows.length
}
