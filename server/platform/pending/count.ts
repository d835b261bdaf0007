import { type Statement, sql } from '../db/index.ts'
import type { Uuid } from '../ids/index.ts'
import type { PendingTable } from './claim.ts'

/** Counting stops here: a larger number would tell nobody more, and would take longer. */
const MOST = 100_000

/** How many rows of a part wait, whether due or not; at most 100,000. */
export const countPart = (table: PendingTable, part: Uuid): Statement<{ count: number }> => sql<{ count: number }>`
  select count(*)::integer as count from (select from ${sql.table(table)} where part = ${part} limit ${MOST}) counted`
