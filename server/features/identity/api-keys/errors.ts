import { defineErrors } from '../../../platform/errors/index.ts'

export const API_KEY_ERRORS = defineErrors({
  API_KEY_PERMISSIONS: {
    status: 422,
    message: 'A key may do no more than you may do yourself. Leave out the permissions that details name.',
  },
  API_KEY_ADDRESS: {
    status: 403,
    message: 'This key may not be used from this address. Add the address to the key, or call from one that is listed.',
  },
  API_KEY_TEST: {
    status: 403,
    message: 'This is a test key: it reaches channels of the simulator only. Use a live key (tws_live_…) for this one.',
  },
})
