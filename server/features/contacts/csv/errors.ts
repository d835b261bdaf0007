import { defineErrors } from '../../../platform/errors/index.ts'

export const IMPORT_ERRORS = defineErrors({
  IMPORT_MISSING: { status: 400, message: 'Send the file as multipart/form-data, in a field named file.' },
  IMPORT_TOO_LARGE: { status: 413, message: 'A file may have at most 25 MB and 100,000 rows. Bring it in in parts.' },
  IMPORT_NOT_TEXT: { status: 422, message: 'This file is no CSV. Save the table as CSV (UTF-8) and send that.' },
  IMPORT_EMPTY: { status: 422, message: 'The file has no rows below its first line, which names the columns.' },
  IMPORT_NO_PHONE: {
    status: 422,
    message:
      'No column was recognised as the phone number. Say with `mapping` which one it is; details name the columns.',
  },
  IMPORT_MAPPING: {
    status: 400,
    message: 'mapping must be a JSON list with one target for each column; details say which.',
  },
  IMPORT_ROW: { status: 422, message: 'This row could not be read.' },
})
