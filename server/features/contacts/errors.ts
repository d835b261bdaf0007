import { defineErrors } from '../../platform/errors/index.ts'

export const CONTACT_ERRORS = defineErrors({
  CONTACT_UNIDENTIFIED: { status: 422, message: 'A person needs at least one identity: a phone number, for example.' },
})
