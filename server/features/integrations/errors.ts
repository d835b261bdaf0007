import { defineErrors } from '../../platform/errors/index.ts'

export const INTEGRATION_ERRORS = defineErrors({
  EVENT_TYPE_UNKNOWN: {
    status: 422,
    message:
      'There is no event of this type. docs/api/events.md lists them; order.* is all of a noun, * is everything.',
  },
  WEBHOOK_DISABLED: {
    status: 409,
    message: 'This endpoint is disabled. Enable it first: PATCH it with {"enabled": true}.',
  },
})
