import { defineErrors } from '../../platform/errors/index.ts'

export const CHANNEL_ERRORS = defineErrors({
  CHANNEL_NUMBER_TAKEN: {
    status: 409,
    message:
      'This number is already connected and cannot be connected again. If it is yours, remove it where it is connected now, or ask support.',
  },
  CHANNEL_PROVIDER_UNAVAILABLE: {
    status: 422,
    message:
      'This server does not know the provider of this channel. The operator has to bring it back, or remove the channel.',
  },
  CHANNEL_NUMBER_FIXED: {
    status: 422,
    message: 'The number of a channel cannot be changed. Connect the new number as another channel.',
  },
  CHANNEL_REMOVED: {
    status: 422,
    message: 'This channel was removed. Connect the number again to send from it.',
  },
  CHANNEL_CREDENTIALS_CLOSED: {
    status: 422,
    message:
      'The credentials of this channel cannot be opened. Enter them again, or ask the operator for the key that sealed them.',
  },
  CHANNEL_NOT_CLOUD_API: {
    status: 422,
    message: 'This works only on channels of provider cloud_api.',
  },
  EMBEDDED_SIGNUP_OFF: {
    status: 422,
    message: 'Embedded signup is not set up on this server. The operator sets META_APP_ID and META_APP_SECRET.',
  },
  META_REFUSED: { status: 422, message: 'Meta refused this. The message says why.' },
  META_AWAY: { status: 503, message: 'Meta cannot be reached. Try again in a moment.', retryable: true },
  CHANNEL_NOT_SIMULATOR: {
    status: 422,
    message: 'This works only on channels of provider simulator.',
  },
  APP_SECRET_REQUIRED: {
    status: 422,
    message: 'Give the appSecret of your Meta app (App settings > Basic): webhooks are verified with it.',
  },
  CHANNEL_NOT_LINKED_BY_PHONE: {
    status: 422,
    message: 'This works only on channels that are a linked phone (provider waha).',
  },
  LINK_CODE_REFUSED: { status: 422, message: 'There is no code for this number now. Start the channel and try again.' },
  WAHA_SERVER_REQUIRED: {
    status: 422,
    message: 'This server has no WAHA servers of its own. Give address (baseUrl) and API key (apiKey) of yours.',
  },
  WEBHOOK_SIGNATURE: { status: 401, message: 'The signature is missing or does not match.' },
  WEBHOOK_VERIFY_TOKEN: { status: 403, message: 'The verify token does not match.' },
  WEBHOOK_TOO_DEEP: { status: 400, message: 'The body is nested too deeply.' },
  INTAKE_BUSY: {
    status: 503,
    message: 'Too many deliveries are waiting. Send this one again in a moment.',
    retryable: true,
  },
  DELIVERIES_LIMIT: {
    status: 429,
    message: 'This business gets more deliveries in an hour than its plan allows. Send this one again later.',
    retryable: true,
  },
  MEDIA_GONE: { status: 404, message: 'The provider does not have this file any more.' },
  RAW_EVENT_UNREADABLE: { status: 422, message: 'This delivery cannot be read; its bytes are kept.' },
})
