import { defineErrors } from '../../platform/errors/index.ts'

export const TENANCY_ERRORS = defineErrors({
  PLAN_LIMIT_REACHED: {
    status: 402,
    message: 'The limit of your plan is reached for this month. Upgrade the plan, or wait until the limit starts anew.',
  },
})
