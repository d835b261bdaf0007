import type { Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { addToTotal, selectBound, selectRowBound, selectTotal } from './bounds.sql.ts'
import { TENANCY_ERRORS } from './errors.ts'
import { adviceOf, upgradeFor } from './plans/plan.ts'
import { lockUsage } from './usage.sql.ts'

/** What a business has at one time, as opposed to what it uses in a month. */
export type Bounded =
  | 'channels'
  | 'simulator_channels'
  | 'members'
  | 'api_keys'
  | 'uploaded_bytes'
  | 'received_bytes'
  | 'deliveries'
  | 'event_days'
  | 'webhook_endpoints'
  | CountedRows

/** Rows that the database counts as they are written; see the triggers of `row_count`. */
export type CountedRows = 'contacts' | 'catalog_items' | 'catalog_categories' | 'branches'

/** What one business may have on a plan without a limit: more than any needs, and less than would harm the others. */
const MOST: Record<Bounded, number> = {
  channels: 1_000,
  simulator_channels: 1_000,
  members: 100_000,
  api_keys: 1_000,
  uploaded_bytes: 2 ** 40,
  received_bytes: 2 ** 42,
  deliveries: 10_000_000,
  event_days: 36_500,
  webhook_endpoints: 200,
  contacts: 20_000_000,
  catalog_items: 200_000,
  catalog_categories: 10_000,
  branches: 10_000,
}

/** More than there are transactions at one time. With so much room left nobody has to wait for the others. */
const FAR = 1_000

export interface Bound {
  plan: string
  limit: number
}

/** What the tenant's plan allows. */
export async function boundOf(tx: Tx, metric: Bounded): Promise<Bound> {
  const { plan, limit } = await tx.one(selectBound(metric))
  return { plan, limit: limit ?? MOST[metric] }
}

/**
 * Refuses one more of what the tenant has too many of. From here to the end of the transaction, others that ask the same wait.
 *
 * @param count how many there are
 * @throws PLAN_BOUND_REACHED with `metric`, `limit`, `used`, `plan` and `upgradeTo`
 */
export async function mustHaveRoom(tx: Tx, metric: Bounded, count: () => Promise<number>): Promise<void> {
  await tx.run(lockUsage({ tenantId: tx.tenantId, metric }))
  const bound = await boundOf(tx, metric)
  const used = await count()
  if (used >= bound.limit) throw await boundReached(tx, metric, bound, { used, needed: used + 1 })
}

/**
 * Refuses a row that this transaction has just written, when it is one too many: the caller lets the transaction fail.
 * Call it only for what people and programs create. What customers send is never refused, and counts all the same.
 *
 * @throws PLAN_BOUND_REACHED with `metric`, `limit`, `used`, `plan` and `upgradeTo`
 */
export async function mustHaveHadRoom(tx: Tx, metric: CountedRows): Promise<void> {
  const before = await rowBoundOf(tx, metric)
  if (before.count + FAR <= before.limit) return
  await tx.run(lockUsage({ tenantId: tx.tenantId, metric }))
  const now = await rowBoundOf(tx, metric)
  if (now.count > now.limit) throw await boundReached(tx, metric, now, { used: now.count - 1, needed: now.count })
}

async function rowBoundOf(tx: Tx, metric: CountedRows): Promise<Bound & { count: number }> {
  const { plan, limit, count } = await tx.one(selectRowBound(metric))
  return { plan, limit: limit ?? MOST[metric], count }
}

/** Adds to a total that is kept, unless there is no room. Throws PLAN_BOUND_REACHED. */
export async function addWithinBound(tx: Tx, metric: Bounded, amount: number): Promise<void> {
  await tx.run(lockUsage({ tenantId: tx.tenantId, metric }))
  const bound = await boundOf(tx, metric)
  const { total } = await tx.one(selectTotal(metric))
  if (total + amount > bound.limit) throw await boundReached(tx, metric, bound, { used: total, needed: total + amount })
  await tx.run(addToTotal(tx.tenantId, metric, amount))
}

const NAMES: Record<Bounded, string> = {
  channels: 'numbers',
  simulator_channels: 'phones of the simulator',
  members: 'people and open invitations',
  api_keys: 'API keys',
  uploaded_bytes: 'bytes of uploaded files',
  received_bytes: 'bytes of files from customers',
  deliveries: 'deliveries an hour',
  event_days: 'days of the event log',
  webhook_endpoints: 'webhook endpoints',
  contacts: 'contacts',
  catalog_items: 'items in the catalogue',
  catalog_categories: 'categories in the catalogue',
  branches: 'branches',
}

async function boundReached(
  tx: Tx,
  metric: Bounded,
  { plan, limit }: Bound,
  { used, needed }: { used: number; needed: number },
): Promise<AppError> {
  const upgradeTo = await upgradeFor(tx, plan, metric, needed)
  const message = `Your plan ${plan} allows ${limit} ${NAMES[metric]}, and there are ${used}. Remove some, or ${adviceOf(upgradeTo)}.`
  return new AppError(TENANCY_ERRORS.PLAN_BOUND_REACHED, { message, details: { metric, plan, limit, used, upgradeTo } })
}
