import { defineErrors } from '../../../platform/errors/index.ts'

export const MEDIA_ERRORS = defineErrors({
  MEDIA_TOO_LARGE: { status: 422, message: 'This file is too large for this channel.' },
  MEDIA_TYPE_NOT_ALLOWED: { status: 422, message: 'This channel does not carry files of this type.' },
  CAPTION_NOT_CARRIED: {
    status: 422,
    message:
      'On this channel files of this type go without words. Send the words as a message of their own, and the file without caption.',
  },
  CAPTION_TOO_LONG: {
    status: 422,
    message: 'This caption is too long for this channel. Make it shorter, or send the words as a message of their own.',
  },
  MEDIA_NOT_READY: {
    status: 422,
    message: 'This file is not here (yet), so it cannot be sent. Upload it again, or wait until it has arrived.',
  },
  UPLOAD_TOO_LARGE: { status: 413, message: 'The file is larger than 100 MB, the most that WhatsApp carries.' },
  UPLOAD_EMPTY: { status: 422, message: 'The file is empty.' },
  UPLOAD_BROKEN: { status: 400, message: 'The upload broke off before the file was whole. Send it again.' },
  UPLOAD_MISSING: {
    status: 400,
    message: 'Send the file as multipart/form-data, in a field named file.',
  },
})
