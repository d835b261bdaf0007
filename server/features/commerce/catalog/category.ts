import type { Tx } from '../../../platform/db/index.ts'
import { type Actor, emit, newEvent } from '../../../platform/events/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import { mustHaveHadRoom } from '../../tenancy/index.ts'
import { COMMERCE_ERRORS } from '../errors.ts'
import { COMMERCE_EVENTS } from '../events.ts'
import { changed } from '../patch.ts'
import {
  type Category,
  deleteCategory,
  insertCategory,
  type ListPosition,
  lockCategory,
  selectCategories,
  updateCategory,
} from './category.sql.ts'
import { unlessUsed } from './constraint.ts'
import type { CategoryBody } from './schema.ts'
import { localized } from './translation.ts'

/** A category as a customer sees it. */
export interface OfferedCategory {
  id: Uuid
  name: string
}

/** All categories in their order, named in `locale` where a translation exists. */
export async function listCategories(tx: Tx, locale: string): Promise<OfferedCategory[]> {
  const rows = await tx.rows(selectCategories(null, null))
  return rows.map(row => ({ id: row.id, name: localized(row, locale).name }))
}

/** One page, with one row more than `limit` when there is another page. */
export const pageOfCategories = (tx: Tx, after: ListPosition | null, limit: number): Promise<Category[]> =>
  tx.rows(selectCategories(after, limit + 1))

/** Throws PLAN_BOUND_REACHED. */
export async function addCategory(tx: Tx, body: CategoryBody, actor: Actor): Promise<Category> {
  const row = { id: newId(), name: body.name, translations: body.translations }
  const category = await tx.one(insertCategory(tx.tenantId, row, body.position))
  await mustHaveHadRoom(tx, 'catalog_categories')
  await emit(tx, [newEvent(COMMERCE_EVENTS['category.created'], category.id, actor, { name: category.name })])
  return category
}

export async function changeCategory(tx: Tx, id: Uuid, patch: Partial<CategoryBody>, actor: Actor): Promise<Category> {
  const before = await tx.one(lockCategory(id))
  const difference = changed(before, patch)
  if (!difference) return before
  const category = await tx.one(updateCategory({ ...before, ...patch }))
  await emit(tx, [newEvent(COMMERCE_EVENTS['category.updated'], id, actor, difference)])
  return category
}

/** Throws CATEGORY_NOT_EMPTY while items are in it. */
export async function removeCategory(tx: Tx, id: Uuid, actor: Actor): Promise<void> {
  const before = await tx.one(lockCategory(id))
  await unlessUsed(COMMERCE_ERRORS.CATEGORY_NOT_EMPTY, tx.run(deleteCategory(id)))
  await emit(tx, [newEvent(COMMERCE_EVENTS['category.deleted'], id, actor, { before: { name: before.name } })])
}
