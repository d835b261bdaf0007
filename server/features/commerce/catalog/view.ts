import { links, shown } from '../../../platform/http/index.ts'
import { viewMoney } from '../../../platform/money/index.ts'
import { times } from '../times.ts'
import type { Branch } from './branch.sql.ts'
import type { Category } from './category.sql.ts'
import type { Item } from './item.sql.ts'

/** Rows as the API shows them: ids with prefix, money with its digits, times as text. */
export function showCategory(row: Category) {
  const id = shown('category', row.id)
  const { name, translations, position } = row
  return { id, name, translations, position, ...times(row), _links: links({ self: ['catalog', 'categories', id] }) }
}

export function showItem(row: Item) {
  const id = shown('item', row.id)
  const { code, name, description, translations, available, imageUrl, position } = row
  return {
    id,
    code,
    name,
    description,
    translations,
    price: viewMoney(row.priceAmount, row.priceCurrency),
    categoryId: row.categoryId && shown('category', row.categoryId),
    available,
    imageUrl,
    position,
    ...times(row),
    _links: links({ self: ['catalog', 'items', id] }),
  }
}

export function showBranch(row: Branch) {
  const id = shown('branch', row.id)
  const { name, translations, address, phone, available, position } = row
  const _links = links({ self: ['catalog', 'branches', id] })
  return { id, name, translations, address, phone, available, position, ...times(row), _links }
}

/** Where a list sorted by position goes on. */
export const placeInCatalog = (row: { position: number; id: string }) => [row.position, row.id]
