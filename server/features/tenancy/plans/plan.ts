import { type Kept, kept, type SystemTx, type Tx } from '../../../platform/db/index.ts'
import { AppError, notFound } from '../../../platform/errors/index.ts'
import { TENANCY_ERRORS } from '../errors.ts'
import {
  deletePlanFeature,
  deletePlanLimit,
  lockPlan,
  type PlanRow,
  selectExceptions,
  selectOwnFeature,
  selectPlans,
  setPlanFeature,
  setPlanLimit,
  updatePrice,
} from './plan.sql.ts'

/** What a plan may have or not. */
export const FEATURES = ['api_access', 'branding', 'analytics', 'own_database'] as const
export type PlanFeature = (typeof FEATURES)[number]

/** What a plan limits, in numbers. A plan without a row for one has no limit of it. */
export const METRICS = [
  'messages',
  'channels',
  'simulator_channels',
  'members',
  'api_keys',
  'contacts',
  'catalog_items',
  'catalog_categories',
  'branches',
  'uploaded_bytes',
  'received_bytes',
  'deliveries',
  'event_days',
  'webhook_endpoints',
  'api_requests',
  'person_requests',
  'business_requests',
] as const
export type PlanMetric = (typeof METRICS)[number]

/** What a tenant has instead of its plan's. */
export interface Exceptions {
  limits: Readonly<Record<string, number | null>>
  features: Readonly<Record<string, boolean>>
}

const EXCEPTIONS: Kept<Exceptions> = { version: 'tenant', tables: ['tenant_limit', 'tenant_feature'], most: 10_000 }

/** What the tenant of the transaction has instead of its plan's; mostly nothing. */
export const exceptionsOf = (tx: Tx): Promise<Exceptions> => kept(tx, EXCEPTIONS, '', () => tx.one(selectExceptions()))

/** All plans, from the smallest to the largest. */
export const listPlans = (tx: SystemTx): Promise<PlanRow[]> => tx.rows(selectPlans())

/** Pure: the smallest plan above `plan` of which `fits` says that it is enough; null when there is none. */
export function upgradeAmong(
  plans: readonly PlanRow[],
  plan: string,
  fits: (candidate: PlanRow) => boolean,
): string | null {
  const at = plans.findIndex(({ name }) => name === plan)
  return plans.slice(at + 1).find(fits)?.name ?? null
}

/** The plan under which there may be `needed` of it; null when no plan allows so many. */
export async function upgradeFor(tx: Tx, plan: string, metric: string, needed: number): Promise<string | null> {
  return upgradeAmong(await listPlans(tx), plan, ({ limits }) => (limits[metric] ?? Number.POSITIVE_INFINITY) >= needed)
}

/** What a refused caller can do about it. */
export const adviceOf = (upgradeTo: string | null): string =>
  upgradeTo === null ? 'ask the operator of the platform for more' : `upgrade to the plan ${upgradeTo}`

/** Throws PLAN_FEATURE_MISSING with `feature`, `plan` and `upgradeTo`. */
export async function mustHaveFeature(tx: Tx, feature: PlanFeature): Promise<void> {
  const { plan, enabled } = await tx.one(selectOwnFeature(feature))
  if (enabled) return
  const upgradeTo = upgradeAmong(await listPlans(tx), plan, ({ features }) => features.includes(feature))
  throw featureMissing(plan, feature, upgradeTo)
}

const NAMES: Record<PlanFeature, string> = {
  api_access: 'live API keys',
  branding: 'branding of its own',
  analytics: 'analytics',
  own_database: 'a database of its own',
}

/** The refusal of what the plan does not have. */
export function featureMissing(plan: string, feature: PlanFeature, upgradeTo: string | null): AppError {
  const advice = adviceOf(upgradeTo)
  const message = `Your plan ${plan} does not have ${NAMES[feature]}. For that, ${advice}.`
  return new AppError(TENANCY_ERRORS.PLAN_FEATURE_MISSING, { message, details: { feature, plan, upgradeTo } })
}

export interface PlanPatch {
  price?: { amount: number | null; currency: string } | undefined
  /** Null takes the limit away. */
  limits?: Partial<Record<PlanMetric, number | null>> | undefined
  features?: Partial<Record<PlanFeature, boolean>> | undefined
}

/** The operator changes a plan; it counts from the commit on, for every business that has it. Throws NOT_FOUND. */
export async function editPlan(tx: SystemTx, name: string, { price, limits, features }: PlanPatch): Promise<PlanRow> {
  await tx.one(lockPlan(name))
  if (price) await tx.run(updatePrice(name, price.amount, price.currency))
  for (const [metric, most] of Object.entries(limits ?? {}))
    await tx.run(most === null ? deletePlanLimit(name, metric) : setPlanLimit(name, metric, most))
  for (const [feature, has] of Object.entries(features ?? {}))
    await tx.run(has ? setPlanFeature(name, feature) : deletePlanFeature(name, feature))
  const plan = (await listPlans(tx)).find(one => one.name === name)
  if (!plan) throw notFound()
  return plan
}
