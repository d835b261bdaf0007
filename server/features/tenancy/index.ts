export { addWithinBound, type Bound, boundOf, mustHaveHadRoom, mustHaveRoom } from './bounds.ts'
export { TENANCY_EVENTS } from './events.ts'
export { describedBy, resetExceptions, setExceptions, tenantReport } from './plans/exceptions.ts'
export { showUsage } from './plans/plan.routes.ts'
export { featuresPatch, limitsPatch, usageView } from './plans/plan.schema.ts'
export { hasFeature } from './plans/plan.sql.ts'
export {
  featureMissing,
  listPlans,
  mustHaveFeature,
  type PlanFeature,
  upgradeAmong,
} from './plans/plan.ts'
export { type RequestLimits, requestLimitsOf } from './plans/request-limits.ts'
export { countedBy, type MetricUse } from './plans/usage-report.ts'
export { countReceivedFile, mustHaveRoomForFiles, tellFilesAreFull } from './received-files.ts'
export {
  completeRegion,
  countriesOf,
  LANGUAGES,
  type Region,
  readCurrency,
  readLocale,
  readTimezone,
} from './region.ts'
export {
  BUSINESS_TYPES,
  type BusinessType,
  businessType,
  currency,
  locale,
  type Settings,
  type TenantView,
  tenantName,
  tenantView,
  text,
  timezone,
} from './schema.ts'
export { botSilence, isSuspended } from './tenant.sql.ts'
export {
  allTenants,
  createTenant,
  findTenant,
  getTenant,
  type NewTenant,
  nextNumber,
  requireTwoFactor,
  showTenant,
  type Tenant,
  updateTenant,
} from './tenant.ts'
export { countUsage, limitNow, limitOf, type Metric, type Usage, uncountUsage, usageOf } from './usage.ts'
