import { type Statement, sql, type Tx } from '../db/index.ts'
import type { Uuid } from '../ids/index.ts'
import { HEADER_BYTES } from './format.ts'

/** A column of a business's rows that holds sealed values for long. Features declare theirs, so that keys can be changed. */
export interface SealedColumn {
  table: string
  /** The table's key besides the tenant. */
  id: string
  column: string
  /** Where a value was sealed: what `seal` was given. */
  place(tenantId: Uuid, id: Uuid): string
}

export interface SealedValue {
  id: Uuid
  sealed: Buffer
}

const isOutdated = (column: SealedColumn, header: Buffer) => sql`
  octet_length(${sql.ref(column.column)}) > 0 and substring(${sql.ref(column.column)} for ${HEADER_BYTES}) <> ${header}`

/** Values of one business that another key sealed, in the order of their rows. */
export const selectOutdated = (
  tx: Tx,
  column: SealedColumn,
  header: Buffer,
  after: Uuid | null,
  limit: number,
): Statement<SealedValue> => sql<SealedValue>`
  select ${sql.ref(column.id)} as id, ${sql.ref(column.column)} as sealed from ${sql.table(column.table)}
  where tenant_id = ${tx.tenantId} and (${after}::uuid is null or ${sql.ref(column.id)} > ${after})
    and ${isOutdated(column, header)}
  order by ${sql.ref(column.id)} limit ${limit}`

export const countOutdated = (tx: Tx, column: SealedColumn, header: Buffer): Statement<{ count: number }> => sql<{
  count: number
}>`
  select count(*)::int as count from ${sql.table(column.table)}
  where tenant_id = ${tx.tenantId} and ${isOutdated(column, header)}`

/** Changes nothing when somebody else has changed the value meanwhile: theirs is the newer one. */
export const replaceValue = (
  tx: Tx,
  column: SealedColumn,
  { id, sealed }: SealedValue,
  fresh: Buffer,
): Statement<unknown> => sql`
  update ${sql.table(column.table)} set ${sql.ref(column.column)} = ${fresh}
  where tenant_id = ${tx.tenantId} and ${sql.ref(column.id)} = ${id} and ${sql.ref(column.column)} = ${sealed}`
