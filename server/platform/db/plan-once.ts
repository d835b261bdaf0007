import { sql } from 'kysely'
import type { Tx } from './tx.ts'

/**
 * Keeps the plan of each of this transaction's statements for good, as long as its connection lives. By itself PostgreSQL
 * plans a statement anew whenever a plan for these values looks cheaper than one for any, as it often does for a list of one
 * id: answering one message at a time, the database spent more on planning than on the rest. For statements that look rows
 * up by their keys, not for those whose best plan depends on what is asked. Travels with the statement behind it.
 */
export const planOnce = (tx: Tx): Promise<number> =>
  tx.run(sql`select set_config('plan_cache_mode', 'force_generic_plan', true)`)
