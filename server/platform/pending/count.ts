import { type Statement, sql } from '../db/index.ts'
import type { Uuid } from '../ids/index.ts'
import type { PendingTable } from './claim.ts'

/** Nobody reads a larger number differently, and counting stays quick. */
const MOST = 100_000

/** How many rows of a part wait, due or not; at most 100,000. */
export const countPart = (table: PendingTable, part: Uuid): Statement<{ count: number }> => sql<{ count: number }>`
  select count(*)::integer as count from (select from ${sql.table(table)} where part = ${part} limit ${MOST}) counted`
