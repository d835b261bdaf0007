import { defineErrors } from '../../platform/errors/index.ts'

export const TENANCY_ERRORS = defineErrors({
  PLAN_LIMIT_REACHED: {
    status: 402,
    message: 'The limit of your plan is reached for this month. Upgrade the plan, or wait until the limit starts anew.',
  },
  PLAN_FEATURE_MISSING: {
    status: 402,
    message: 'Your plan does not have this. Details name the plan that has it.',
  },
  PLAN_BOUND_REACHED: {
    status: 402,
    message: 'Your plan allows no more of this. Remove some of what is there, or upgrade the plan.',
  },
})
