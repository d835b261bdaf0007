import { type RawBuilder, type Statement, sql } from '../db/index.ts'
import type { Uuid } from '../ids/index.ts'
import { HEADER_BYTES } from './format.ts'
import type { SecretOwner } from './port.ts'

interface Column {
  table: string
  /** The table's key besides the tenant. */
  id: string
  /** Default: a UUID. */
  idIs?: 'text'
  column: string
}

/** A column of businesses' rows. */
interface BusinessColumn extends Column {
  ofInstallation?: undefined
  /** Where a value was sealed: what `seal` was given. */
  place(tenantId: Uuid, id: Uuid): string
}

/** A column of rows that belong to no business, sealed with the key of the installation. */
interface InstallationColumn extends Column {
  ofInstallation: true
  /** The same, by the row alone. */
  place(id: string): string
}

/** A column that holds sealed values for long. Whoever stores them declares it, so that keys can be changed. */
export type SealedColumn = BusinessColumn | InstallationColumn

export interface SealedValue {
  id: string
  sealed: Buffer
}

/** The columns with values of this owner. */
export const columnsOf = (owner: SecretOwner, columns: readonly SealedColumn[]): SealedColumn[] =>
  columns.filter(({ ofInstallation }) => (ofInstallation === true) === (owner === null))

/** Where this value was sealed. */
export const placeOf = (column: SealedColumn, owner: SecretOwner, id: string): string =>
  column.ofInstallation ? column.place(id) : column.place(owner as Uuid, id as Uuid)

const isOf = (owner: SecretOwner) => (owner === null ? sql`true` : sql`tenant_id = ${owner}::uuid`)

const idOf = ({ idIs }: Column, id: string | null): RawBuilder<unknown> =>
  idIs === 'text' ? sql`${id}::text` : sql`${id}::uuid`

const isOutdated = (column: SealedColumn, header: Buffer) => sql`
  octet_length(${sql.ref(column.column)}) > 0 and substring(${sql.ref(column.column)} for ${HEADER_BYTES}) <> ${header}`

/** Values of one owner that another key sealed, in the order of their rows. */
export const selectOutdated = (
  owner: SecretOwner,
  column: SealedColumn,
  header: Buffer,
  after: string | null,
  limit: number,
): Statement<SealedValue> => sql<SealedValue>`
  select ${sql.ref(column.id)} as id, ${sql.ref(column.column)} as sealed from ${sql.table(column.table)}
  where ${isOf(owner)} and (${idOf(column, after)} is null or ${sql.ref(column.id)} > ${idOf(column, after)})
    and ${isOutdated(column, header)}
  order by ${sql.ref(column.id)} limit ${limit}`

export const countOutdated = (
  owner: SecretOwner,
  column: SealedColumn,
  header: Buffer,
): Statement<{ count: number }> => sql<{ count: number }>`
  select count(*)::int as count from ${sql.table(column.table)}
  where ${isOf(owner)} and ${isOutdated(column, header)}`

/** Changes nothing when somebody else has changed the value meanwhile: theirs is the newer one. */
export const replaceValue = (
  owner: SecretOwner,
  column: SealedColumn,
  { id, sealed }: SealedValue,
  fresh: Buffer,
): Statement<unknown> => sql`
  update ${sql.table(column.table)} set ${sql.ref(column.column)} = ${fresh}
  where ${isOf(owner)} and ${sql.ref(column.id)} = ${idOf(column, id)} and ${sql.ref(column.column)} = ${sealed}`
