import { sql } from 'kysely'
import type { Tx } from './tx.ts'

/**
 * Says that the statements of this transaction look rows up by their keys alone, so that they are planned that way. Plans are
 * made for the average tenant: where most have a few rows, reading all of a tenant's rows looks cheaper than a hundred
 * look-ups, and takes half a second with the tenant that has 50,000. Goes out with the statement behind it.
 */
export const byKeys = (tx: Tx): Promise<number> =>
  tx.run(sql`
    select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
      set_config('enable_material', 'off', true)`)
