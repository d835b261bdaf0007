import { defineErrors } from '../../../platform/errors/index.ts'

export const OPERATOR_ERRORS = defineErrors({
  MAINTENANCE: {
    status: 503,
    message:
      'The platform is being maintained: nothing can be changed now. Details say until when, and what the operator writes.',
    retryable: true,
  },
})
