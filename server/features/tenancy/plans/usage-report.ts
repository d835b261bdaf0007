import type { Tx } from '../../../platform/db/index.ts'
import { selectTotal } from '../bounds.sql.ts'
import type { Bounded } from '../bounds.ts'
import { getTenant } from '../tenant.ts'
import { limitOf, usageOf } from '../usage.ts'
import { selectRowCounts } from './plan.sql.ts'
import { exceptionsOf, FEATURES, listPlans, METRICS, type PlanFeature } from './plan.ts'

/** What is used of one thing that plans limit. */
export interface MetricUse {
  /** Null: it is not summed up, because it begins anew every minute or hour. */
  used: number | null
  /** Null: no limit. */
  limit: number | null
  /** Null: it does not begin anew. */
  resetsAt: Date | null
}

type Count = (tx: Tx) => Promise<number>
const counters = new Map<Bounded, Count>()

/** Says how many of something a tenant has. The feature that makes it says so once, when it is loaded. */
export const countedBy = (metric: Bounded, count: Count): void => void counters.set(metric, count)

const TOTALS = ['uploaded_bytes', 'received_bytes'] as const

/** What the tenant uses of its plan, by metric. */
export async function usageReport(tx: Tx): Promise<Record<string, MetricUse>> {
  const tenant = await getTenant(tx)
  const used = new Map<string, number>((await tx.rows(selectRowCounts())).map(({ name, count }) => [name, count]))
  for (const metric of TOTALS) used.set(metric, (await tx.one(selectTotal(metric))).total)
  for (const [metric, count] of counters) used.set(metric, await count(tx))
  const report: Record<string, MetricUse> = { messages: await usageOf(tx, tenant, 'messages') }
  for (const metric of METRICS) {
    if (metric === 'messages') continue
    report[metric] = {
      used: used.get(metric) ?? (PASSING.has(metric) ? null : 0),
      limit: await limitOf(tx, tenant, metric),
      resetsAt: null,
    }
  }
  return report
}

/** What begins anew all the time. */
const PASSING: ReadonlySet<string> = new Set([
  'deliveries',
  'event_days',
  'api_requests',
  'person_requests',
  'business_requests',
])

/** The features that the tenant has, by its plan and its exceptions. */
export async function featuresOf(tx: Tx): Promise<PlanFeature[]> {
  const { plan } = await getTenant(tx)
  const { features: exceptions } = await exceptionsOf(tx)
  const has = (await listPlans(tx)).find(({ name }) => name === plan)?.features ?? []
  return FEATURES.filter(feature => exceptions[feature] ?? has.includes(feature))
}
