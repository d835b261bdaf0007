import { defineErrors } from '../errors/index.ts'

export const OUTBOUND_ERRORS = defineErrors({
  URL_NOT_ALLOWED: {
    status: 422,
    message: 'This address cannot be used. Give a public http(s) address.',
  },
  URL_NOT_ENCRYPTED: {
    status: 422,
    message:
      'A key must not travel in the clear. Give an https address. Servers inside are for the operator to allow, by name (ALLOW_PRIVATE_HOSTS).',
  },
  URL_UNRESOLVED: {
    status: 422,
    message: 'The name in this address could not be looked up. Check that it is spelled right and public.',
    retryable: true,
  },
  OUTSIDE_TOO_LARGE: { status: 422, message: 'What is at this address is larger than may be fetched.' },
  OUTSIDE_REDIRECTS: { status: 422, message: 'This address leads on too often.' },
  OUTSIDE_TIMEOUT: { status: 504, message: 'The other server took too long.', retryable: true },
  OUTSIDE_UNREACHABLE: { status: 502, message: 'The other server could not be reached.', retryable: true },
})
