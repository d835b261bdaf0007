import { defineErrors } from '../../platform/errors/index.ts'

export const CONTACT_ERRORS = defineErrors({
  PHONE_INVALID: { status: 422, message: 'This is not read as a phone number. details.reason says why.' },
  CONTACT_FIELDS_TOO_LARGE: {
    status: 422,
    message: 'The fields of one contact are too many or too long. Details say how large they may be.',
  },
  CONTACT_UNIDENTIFIED: { status: 422, message: 'A person needs at least one identity: a phone number, for example.' },
  CONTACT_MERGE_SELF: { status: 422, message: 'A contact cannot be merged with itself. Give the id of the other one.' },
  CONTACT_MERGED: { status: 409, message: 'This contact was merged into another. Use the one that details name.' },
  CONTACT_MERGE_NOT_LAST: {
    status: 409,
    message: 'The contact was merged again after that. Undo the newer merge first: details name it.',
  },
})
