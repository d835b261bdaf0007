import { type Kept, kept, type Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { emit, newEvent } from '../../platform/events/index.ts'
import { TENANCY_ERRORS } from './errors.ts'
import { TENANCY_EVENTS } from './events.ts'
import { dayOf, firstOfMonth, nextMonthAt } from './month.ts'
import { adviceOf, exceptionsOf, type PlanMetric, upgradeFor } from './plans/plan.ts'
import type { Tenant } from './tenant.ts'
import {
  addUnlimited,
  addWithinLimit,
  lockUsage,
  selectLimit,
  selectNow,
  selectUsed,
  type UsageCount,
} from './usage.sql.ts'

/** What plans limit. */
export type Metric = 'messages'

type Limited = Metric | PlanMetric

/** What a month has used of a plan. */
export interface Usage {
  used: number
  /** Null: the plan has no limit. */
  limit: number | null
  /** When the next month begins, in the tenant's time zone. */
  resetsAt: Date
}

/**
 * Counts one more of something (or `amount` more) against the plan, in the transaction of the thing counted. When the month's limit does not allow
 * it, nothing is written, so the caller may go on with its transaction.
 *
 * With a limit, the tenant's transactions run one after another from here to their end. A transaction that locks conversations
 * must lock all of them before.
 *
 * @param now the database's clock
 * @throws PLAN_LIMIT_REACHED with `limit`, `used`, `resetsAt`, `plan` and `upgradeTo`
 */
export async function countUsage(tx: Tx, tenant: Tenant, metric: Metric, now: Date, amount = 1): Promise<void> {
  const counted = countedOf(tenant, metric, now, amount)
  const limited = (await limitOf(tx, tenant, metric)) !== null
  // The statements look for themselves: the plan may have been changed a moment ago.
  if (!limited && (await tx.run(addUnlimited(counted))) > 0) return
  const [, count] = await Promise.all([tx.run(lockUsage(counted)), tx.maybe(addWithinLimit(counted))])
  if (count) return await warn(tx, tenant, metric, count)
  if (limited && (await tx.run(addUnlimited(counted))) > 0) return
  throw await limitReached(tx, tenant, await usageAt(tx, tenant, metric, now))
}

const LIMIT: Kept<number | null> = { version: 'plans', tables: ['plan_limit'], most: 10_000 }

/** What the tenant may have or use of something, by its plan or its exception; null: as much as it likes. */
export async function limitOf(tx: Tx, { plan }: Pick<Tenant, 'plan'>, metric: Limited): Promise<number | null> {
  const [{ limits }, ofPlan] = await Promise.all([
    exceptionsOf(tx),
    kept(tx, LIMIT, `${plan} ${metric}`, async () => (await tx.maybe(selectLimit(plan, metric)))?.most ?? null),
  ])
  const own = limits[metric]
  return own === undefined ? ofPlan : own
}

/** From this share of the limit on people are warned, once a month. */
const WARN_AT = 0.8

/** Says once that most of the plan is used, and once that all of it is. */
async function warn(
  tx: Tx,
  tenant: Tenant,
  metric: Metric,
  { used, limit }: { used: number; limit: number },
): Promise<void> {
  const level = used === limit ? 'reached' : used === Math.ceil(limit * WARN_AT) ? 'nearly_reached' : undefined
  if (!level) return
  const data = { metric, level, used, limit, plan: tenant.plan } as const
  await emit(tx, [newEvent(TENANCY_EVENTS['usage.warned'], tenant.id, { kind: 'system' }, data)])
}

/** What `countUsage` would throw now; undefined when it would count. */
export async function limitNow(tx: Tx, tenant: Tenant, metric: Metric, now: Date): Promise<AppError | undefined> {
  if ((await limitOf(tx, tenant, metric)) === null) return undefined
  const usage = await usageAt(tx, tenant, metric, now)
  return usage.limit !== null && usage.used >= usage.limit ? await limitReached(tx, tenant, usage) : undefined
}

/** Takes back what `countUsage` counted in this transaction. */
export async function uncountUsage(tx: Tx, tenant: Tenant, metric: Metric, now: Date): Promise<void> {
  const counted = countedOf(tenant, metric, now, -1)
  if ((await tx.run(addUnlimited(counted))) === 0) await tx.run(addWithinLimit(counted))
}

/** What this month has used. */
export async function usageOf(tx: Tx, tenant: Tenant, metric: Metric): Promise<Usage> {
  return usageAt(tx, tenant, metric, (await tx.one(selectNow())).now)
}

async function usageAt(tx: Tx, tenant: Tenant, metric: Metric, now: Date): Promise<Usage> {
  const { used, limit } = await tx.one(selectUsed(countedOf(tenant, metric, now, 0)))
  return {
    used: Number(used),
    limit: limit === null ? null : Number(limit),
    resetsAt: nextMonthAt(now, tenant.timezone),
  }
}

function countedOf({ id, plan, timezone }: Tenant, metric: Metric, now: Date, amount: number): UsageCount {
  const day = dayOf(now, timezone)
  return { tenantId: id, plan, metric, day, from: firstOfMonth(day), amount }
}

async function limitReached(tx: Tx, { plan }: Tenant, { used, limit, resetsAt }: Usage): Promise<AppError> {
  const until = resetsAt.toISOString()
  const upgradeTo = await upgradeFor(tx, plan, 'messages', used + 1)
  const message = `Your plan ${plan} allows ${limit} messages a month and ${used} were sent. Wait until ${until}, or ${adviceOf(upgradeTo)}.`
  const details = { plan, limit, used, resetsAt: until, upgradeTo }
  return new AppError(TENANCY_ERRORS.PLAN_LIMIT_REACHED, { message, details })
}
