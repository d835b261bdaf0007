import { defineErrors } from '../errors/index.ts'

export const SECRETS_ERRORS = defineErrors({
  SECRETS_UNAVAILABLE: {
    status: 503,
    message: 'Stored secrets cannot be opened right now, because the key service does not answer. Try again shortly.',
    retryable: true,
  },
})
