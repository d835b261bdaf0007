export { amountOf, SHOWN_METRICS } from './plan/metrics.ts'
export { plansQuery } from './plan/queries.ts'
export { Reauthenticate } from './reauthenticate.tsx'
export { logOut, switchBusiness } from './session.ts'
