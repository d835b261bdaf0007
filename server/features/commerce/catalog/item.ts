import type { Tx } from '../../../platform/db/index.ts'
import { type Actor, emit, newEvent } from '../../../platform/events/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import { mustHaveHadRoom } from '../../tenancy/index.ts'
import { COMMERCE_ERRORS } from '../errors.ts'
import { COMMERCE_EVENTS } from '../events.ts'
import { changed } from '../patch.ts'
import { ifNamedExist, unlessTaken } from './constraint.ts'
import {
  deleteItem,
  type Item,
  type ItemFilter,
  insertItem,
  lockItem,
  selectItem,
  selectItems,
  updateItem,
} from './item.sql.ts'
import type { ItemBody } from './schema.ts'
import { localized } from './translation.ts'

/** An item as a customer sees it. */
export interface OfferedItem {
  id: Uuid
  code: string
  name: string
  description: string
  categoryId: Uuid | null
  available: boolean
  price: { amount: number; currency: string }
}

/** Items in their order, named in `locale` where a translation exists. */
export async function listItems(
  tx: Tx,
  options: { categoryId?: Uuid; codes?: readonly string[]; availableOnly?: boolean; locale: string },
): Promise<OfferedItem[]> {
  const { categoryId, codes, locale } = options
  const rows = await tx.rows(selectItems({ categoryId, codes, available: options.availableOnly || undefined }))
  return rows.map(row => ({
    id: row.id,
    code: row.code,
    ...localized(row, locale),
    categoryId: row.categoryId,
    available: row.available,
    price: { amount: row.priceAmount, currency: row.priceCurrency },
  }))
}

/** Whether a customer can order anything. */
export const hasOffers = async (tx: Tx): Promise<boolean> =>
  (await tx.rows(selectItems({ available: true, limit: 1 }))).length > 0

/** One page, with one row more than `limit` when there is another page. */
export const pageOfItems = (tx: Tx, filter: ItemFilter & { limit: number }): Promise<Item[]> =>
  tx.rows(selectItems({ ...filter, limit: filter.limit + 1 }))

export const getItem = (tx: Tx, id: Uuid): Promise<Item> => tx.one(selectItem(id))

/** Throws ITEM_CODE_TAKEN, PLAN_BOUND_REACHED, or NOT_FOUND for a category that does not exist. */
export async function addItem(tx: Tx, body: ItemBody, actor: Actor): Promise<Item> {
  const { price, position, ...rest } = body
  const row = {
    id: newId(),
    ...rest,
    categoryId: body.categoryId ?? null,
    imageUrl: body.imageUrl ?? null,
    priceAmount: price.amount,
    priceCurrency: price.currency,
  }
  const item = await written(tx.one(insertItem(tx.tenantId, row, position)))
  await mustHaveHadRoom(tx, 'catalog_items')
  const data = { code: item.code, name: item.name, price }
  await emit(tx, [newEvent(COMMERCE_EVENTS['item.created'], item.id, actor, data)])
  return item
}

/** Throws ITEM_CODE_TAKEN, or NOT_FOUND for an item or a category that does not exist. */
export async function changeItem(tx: Tx, id: Uuid, patch: Partial<ItemBody>, actor: Actor): Promise<Item> {
  const before = await tx.one(lockItem(id))
  const { price, ...rest } = patch
  const columns = { ...rest, ...(price && { priceAmount: price.amount, priceCurrency: price.currency }) }
  const difference = changed(before, columns)
  if (!difference) return before
  const item = await written(tx.one(updateItem({ ...before, ...columns })))
  await emit(tx, [newEvent(COMMERCE_EVENTS['item.updated'], id, actor, difference)])
  return item
}

/** Orders keep their own copy of an item's name and price. */
export async function removeItem(tx: Tx, id: Uuid, actor: Actor): Promise<void> {
  const before = await tx.one(lockItem(id))
  await tx.run(deleteItem(id))
  await emit(tx, [
    newEvent(COMMERCE_EVENTS['item.deleted'], id, actor, { before: { code: before.code, name: before.name } }),
  ])
}

const written = (work: Promise<Item>) => ifNamedExist(unlessTaken(COMMERCE_ERRORS.ITEM_CODE_TAKEN, work))
