import { sql } from 'kysely'
import type { SystemTx } from './tx.ts'

/**
 * Makes PostgreSQL keep the plan of each statement of this transaction as long as the connection lives, and read tables by index
 * only. For statements that look rows up by key or follow an index in its order; not for those whose best plan depends on the
 * values. Is sent together with the statement that follows.
 *
 * By itself PostgreSQL plans a statement again whenever a plan for these values looks cheaper than a general one. It often does
 * for a list of one id: with one message at a time, the database spent more time on planning than on everything else. And
 * pending tables are empty most of the time: a plan made then would read the whole table when it is full a second later.
 */
export const planOnce = (tx: SystemTx): Promise<number> =>
  tx.run(sql`
    select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
      set_config('enable_bitmapscan', 'off', true)`)
