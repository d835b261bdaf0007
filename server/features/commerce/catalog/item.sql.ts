import { json, sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { ListPosition, Translations } from './category.sql.ts'

export interface Item {
  id: Uuid
  code: string
  name: string
  description: string
  translations: Translations
  /** Minor units. */
  priceAmount: number
  priceCurrency: string
  categoryId: Uuid | null
  available: boolean
  imageUrl: string | null
  position: number
  createdAt: Date
  updatedAt: Date
}

export interface ItemFilter {
  categoryId?: Uuid
  available?: boolean
  codes?: readonly string[]
  after?: ListPosition
  limit?: number
}

const columns = sql`id, code, name, description, translations, price_amount as "priceAmount",
  price_currency as "priceCurrency", category_id as "categoryId", available, image_url as "imageUrl", position,
  created_at as "createdAt", updated_at as "updatedAt"`

export const selectItems = (filter: ItemFilter) => sql<Item>`
  select ${columns} from catalog_item
  where ${filter.categoryId ? sql`category_id = ${filter.categoryId}` : sql`true`}
    and ${filter.available === undefined ? sql`true` : sql`available = ${filter.available}`}
    and ${filter.codes ? sql`code = any(${filter.codes}::text[])` : sql`true`}
    and ${filter.after ? sql`(position, id) > (${filter.after[0]}, ${filter.after[1]})` : sql`true`}
  order by position, id limit ${filter.limit ?? null}`

/** FOR SHARE: a change of a price waits until the order that has read it is written; or the order reads the new price. */
export const selectItemsToPrice = (ids: readonly Uuid[]) => sql<Item>`
  select ${columns} from catalog_item where id = any(${uuids(ids)}) order by id for share`

export const selectItem = (id: Uuid) => sql<Item>`select ${columns} from catalog_item where id = ${id}`

export const lockItem = (id: Uuid) => sql<Item>`select ${columns} from catalog_item where id = ${id} for update`

export type NewItem = Omit<Item, 'createdAt' | 'updatedAt' | 'position'>

export const insertItem = (tenantId: Uuid, row: NewItem, position?: number) => sql<Item>`
  insert into catalog_item (tenant_id, id, category_id, code, name, description, translations, price_amount,
    price_currency, available, image_url, position)
  values (${tenantId}, ${row.id}, ${row.categoryId}, ${row.code}, ${row.name}, ${row.description},
    ${json(row.translations)}, ${row.priceAmount}, ${row.priceCurrency}, ${row.available}, ${row.imageUrl},
    coalesce(${position ?? null}, (select coalesce(max(position), 0) + 1 from catalog_item)))
  returning ${columns}`

export const updateItem = (row: Item) => sql<Item>`
  update catalog_item set category_id = ${row.categoryId}, code = ${row.code}, name = ${row.name},
    description = ${row.description}, translations = ${json(row.translations)}, price_amount = ${row.priceAmount},
    price_currency = ${row.priceCurrency}, available = ${row.available}, image_url = ${row.imageUrl},
    position = ${row.position}, updated_at = now()
  where id = ${row.id} returning ${columns}`

export const deleteItem = (id: Uuid) => sql`delete from catalog_item where id = ${id}`
