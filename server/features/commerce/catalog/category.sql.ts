import { json, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { Locale } from './schema.ts'

/** What customers of another language read. */
export type Translations = Partial<Record<Locale, { name?: string; description?: string }>>

/** A place in a list sorted by position. */
export type ListPosition = readonly [position: number, id: Uuid]

export interface Category {
  id: Uuid
  name: string
  translations: Translations
  position: number
  createdAt: Date
  updatedAt: Date
}

const columns = sql`id, name, translations, position, created_at as "createdAt", updated_at as "updatedAt"`

export const selectCategories = (after: ListPosition | null, limit: number | null) => sql<Category>`
  select ${columns} from catalog_category
  where ${after ? sql`(position, id) > (${after[0]}, ${after[1]})` : sql`true`}
  order by position, id limit ${limit}`

export const lockCategory = (id: Uuid) =>
  sql<Category>`select ${columns} from catalog_category where id = ${id} for update`

export const insertCategory = (
  tenantId: Uuid,
  row: Pick<Category, 'id' | 'name' | 'translations'>,
  position?: number,
) =>
  sql<Category>`
  insert into catalog_category (tenant_id, id, name, translations, position)
  values (${tenantId}, ${row.id}, ${row.name}, ${json(row.translations)},
    coalesce(${position ?? null}, (select coalesce(max(position), 0) + 1 from catalog_category)))
  returning ${columns}`

export const updateCategory = (row: Category) => sql<Category>`
  update catalog_category set name = ${row.name}, translations = ${json(row.translations)}, position = ${row.position},
    updated_at = now()
  where id = ${row.id} returning ${columns}`

export const deleteCategory = (id: Uuid) => sql`delete from catalog_category where id = ${id}`
