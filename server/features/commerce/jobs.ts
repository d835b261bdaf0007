import type { Context } from '../../platform/context.ts'
import { fillFolds } from '../../platform/text/index.ts'
import { FOLDED_CUSTOMERS } from './order/order.sql.ts'

const FOLD_MS = 10 * 60_000

/** Customers that were written without their fold are found a minute later. */
export function commerceJobs({ db, queue }: Context): void {
  queue.every('fold customers of orders', FOLD_MS, () => fillFolds(db, FOLDED_CUSTOMERS))
}
