import type { Tx } from '../../../platform/db/index.ts'
import { type Actor, emit, newEvent } from '../../../platform/events/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import { mustHaveHadRoom } from '../../tenancy/index.ts'
import { COMMERCE_ERRORS } from '../errors.ts'
import { COMMERCE_EVENTS } from '../events.ts'
import { changed } from '../patch.ts'
import {
  type Branch,
  deleteBranch,
  insertBranch,
  lockBranch,
  selectBranch,
  selectBranches,
  updateBranch,
} from './branch.sql.ts'
import type { ListPosition } from './category.sql.ts'
import { unlessUsed } from './constraint.ts'
import type { BranchBody } from './schema.ts'
import { localized } from './translation.ts'

/** A branch as a customer sees it. */
export interface OfferedBranch {
  id: Uuid
  name: string
  address: string
  phone: string | null
  /** False: takes no orders now. */
  available: boolean
}

/** All branches in their order, named in `locale` where a translation exists. */
export async function listBranches(tx: Tx, locale: string): Promise<OfferedBranch[]> {
  const rows = await tx.rows(selectBranches(null, null))
  return rows.map(row => {
    const { id, address, phone, available } = row
    return { id, name: localized(row, locale).name, address, phone, available }
  })
}

/** One page, with one row more than `limit` when there is another page. */
export const pageOfBranches = (tx: Tx, after: ListPosition | null, limit: number): Promise<Branch[]> =>
  tx.rows(selectBranches(after, limit + 1))

export const getBranch = (tx: Tx, id: Uuid): Promise<Branch> => tx.one(selectBranch(id))

/** Throws PLAN_BOUND_REACHED. */
export async function addBranch(tx: Tx, body: BranchBody, actor: Actor): Promise<Branch> {
  const { position, ...rest } = body
  const branch = await tx.one(insertBranch(tx.tenantId, { id: newId(), ...rest, phone: body.phone ?? null }, position))
  await mustHaveHadRoom(tx, 'branches')
  await emit(tx, [newEvent(COMMERCE_EVENTS['branch.created'], branch.id, actor, { name: branch.name })])
  return branch
}

export async function changeBranch(tx: Tx, id: Uuid, patch: Partial<BranchBody>, actor: Actor): Promise<Branch> {
  const before = await tx.one(lockBranch(id))
  const difference = changed(before, patch)
  if (!difference) return before
  const branch = await tx.one(updateBranch({ ...before, ...patch }))
  await emit(tx, [newEvent(COMMERCE_EVENTS['branch.updated'], id, actor, difference)])
  return branch
}

/** Throws BRANCH_HAS_ORDERS once an order names it. */
export async function removeBranch(tx: Tx, id: Uuid, actor: Actor): Promise<void> {
  const before = await tx.one(lockBranch(id))
  await unlessUsed(COMMERCE_ERRORS.BRANCH_HAS_ORDERS, tx.run(deleteBranch(id)))
  await emit(tx, [newEvent(COMMERCE_EVENTS['branch.deleted'], id, actor, { before: { name: before.name } })])
}
