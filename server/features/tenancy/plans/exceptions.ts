import type { SystemTx, Tx } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { deleteTenantFeature, deleteTenantLimit, setTenantFeature, setTenantLimit } from './plan.sql.ts'
import { type Exceptions, exceptionsOf, type PlanFeature, type PlanMetric } from './plan.ts'
import { featuresOf, type MetricUse, usageReport } from './usage-report.ts'

/** What operators set instead of what the plan says. */
export interface ExceptionsPatch {
  /** Null: no limit. */
  limits: Partial<Record<PlanMetric, number | null>>
  features: Partial<Record<PlanFeature, boolean>>
}

/** Gives a tenant something else than its plan says. */
export async function setExceptions(tx: SystemTx, id: Uuid, { limits, features }: ExceptionsPatch): Promise<void> {
  for (const [metric, most] of Object.entries(limits)) await tx.run(setTenantLimit(id, metric, most))
  for (const [feature, enabled] of Object.entries(features)) await tx.run(setTenantFeature(id, feature, enabled))
}

/** Lets limits and features be as the plan says again. */
export async function resetExceptions(tx: SystemTx, id: Uuid, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await tx.run(deleteTenantLimit(id, name))
    await tx.run(deleteTenantFeature(id, name))
  }
}

type Describe = (tx: Tx) => Promise<unknown>
const parts = new Map<string, Describe>()

/** Says how one part of a tenant is doing, for operators. The feature that knows says so once, when it is loaded. */
export const describedBy = (part: string, describe: Describe): void => void parts.set(part, describe)

/** What operators see of a tenant. */
export async function tenantReport(tx: Tx): Promise<{
  usage: Record<string, MetricUse>
  features: string[]
  exceptions: Exceptions
  health: Record<string, unknown>
}> {
  const health: Record<string, unknown> = {}
  for (const [part, describe] of parts) health[part] = await describe(tx)
  return { usage: await usageReport(tx), features: await featuresOf(tx), exceptions: await exceptionsOf(tx), health }
}
