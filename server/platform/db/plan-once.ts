import { sql } from 'kysely'
import type { SystemTx } from './tx.ts'

/**
 * Keeps the plan of each of this transaction's statements for good, as long as its connection lives, and lets them read tables
 * by index alone. For statements that look rows up by their keys or walk an index in its order, not for those whose best plan
 * depends on what is asked. Travels with the statement behind it.
 *
 * By itself PostgreSQL plans a statement anew whenever a plan for these values looks cheaper than one for any, as it often does
 * for a list of one id: answering one message at a time, the database spent more on planning than on the rest. And the tables
 * of work are empty most of the time; a plan made then would read all of a table that is full a second later.
 */
export const planOnce = (tx: SystemTx): Promise<number> =>
  tx.run(sql`
    select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
      set_config('enable_bitmapscan', 'off', true)`)
