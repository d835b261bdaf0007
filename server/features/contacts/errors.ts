import { defineErrors } from '../../platform/errors/index.ts'

export const CONTACT_ERRORS = defineErrors({
  CONTACT_UNIDENTIFIED: { status: 422, message: 'A person needs at least one identity: a phone number, for example.' },
  CONTACT_MERGE_SELF: { status: 422, message: 'A contact cannot be merged with itself. Give the id of the other one.' },
  CONTACT_MERGED: { status: 409, message: 'This contact was merged into another. Use the one that details name.' },
  CONTACT_MERGE_UNDONE: { status: 409, message: 'This merge was undone already.' },
  CONTACT_MERGE_NOT_LAST: {
    status: 409,
    message: 'More was merged into this contact, or it was merged itself, after that. Undo the newer merge first.',
  },
})
