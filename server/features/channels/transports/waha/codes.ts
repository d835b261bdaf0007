import type { ErrorMeaning } from '../../contract/error-class.ts'
import type { Meaning } from '../../contract/meaning.ts'

const entry = (
  meaning: Meaning,
  kind: ErrorMeaning['class'],
  text: string,
  nextStep: string,
  more: Partial<ErrorMeaning> = {},
): ErrorMeaning => ({ class: kind, meaning, text, nextStep, documented: true, ...more })

const LATER = 'Sending continues by itself.'
const CALL = 'Change the message and send it again.'

/**
 * WAHA's answers, and what this transport finds out itself. WAHA has no codes of its own: the HTTP statuses are the
 * codes, and where one status means several things, the body tells which.
 */
export const CODES: ReadonlyMap<string, ErrorMeaning> = new Map([
  [
    'unreachable',
    entry('provider_unreachable', 'retry', 'The WAHA server could not be reached.', LATER, { retryAfterSeconds: 10 }),
  ],
  [
    'check_failed',
    entry('provider_problem', 'retry', 'WAHA could not say whether this number has WhatsApp.', LATER, {
      retryAfterSeconds: 15,
    }),
  ],
  [
    'session_not_working',
    entry(
      'phone_not_linked',
      'retry',
      'The phone is not linked at the moment.',
      'Start the channel, or link the phone again.',
      {
        retryAfterSeconds: 30,
      },
    ),
  ],
  [
    'no_whatsapp',
    entry(
      'not_on_whatsapp',
      'permanent',
      'This number has no WhatsApp.',
      'Check the number, or reach the customer in another way.',
    ),
  ],
  ['unsendable', entry('content_refused', 'fix_call', 'This cannot be sent from a linked phone.', CALL)],
  [
    'ack_error',
    entry('not_delivered', 'permanent', 'WhatsApp did not take the message.', 'Send it again if it is still needed.'),
  ],
  ['400', entry('content_refused', 'fix_call', 'WAHA says that something in the message is not valid.', CALL)],
  [
    '401',
    entry(
      'access_refused',
      'stop_channel',
      'WAHA does not accept the API key.',
      'Save the right API key in this channel.',
    ),
  ],
  [
    '403',
    entry(
      'permission_missing',
      'stop_channel',
      'The API key may not send from this session.',
      'Give the key the right to send in WAHA.',
    ),
  ],
  [
    '404',
    entry(
      'session_unknown',
      'stop_channel',
      'WAHA does not know this session.',
      'Start the channel, which makes the session anew.',
    ),
  ],
  ['413', entry('media_too_large', 'fix_call', 'The file is too large for the WAHA server.', 'Send a smaller file.')],
  ['422', entry('content_refused', 'fix_call', 'WAHA could not do this with the message.', CALL)],
  ['429', entry('rate_limited', 'slow_number', 'WAHA asks to send more slowly.', LATER, { retryAfterSeconds: 30 })],
  [
    '501',
    entry(
      'type_unsupported',
      'fix_call',
      'The engine of this WAHA server cannot send this kind of message.',
      'Send it as text or file.',
    ),
  ],
  ['500', entry('provider_problem', 'retry', 'WAHA had a problem.', LATER, { retryAfterSeconds: 30, vague: true })],
  [
    '502',
    entry('provider_problem', 'retry', 'The WAHA server is away.', LATER, { retryAfterSeconds: 30, vague: true }),
  ],
  [
    '503',
    entry('provider_problem', 'retry', 'The WAHA server is away.', LATER, { retryAfterSeconds: 30, vague: true }),
  ],
  [
    '504',
    entry('provider_problem', 'retry', 'The WAHA server did not answer in time.', LATER, {
      retryAfterSeconds: 30,
      vague: true,
    }),
  ],
])

/** A code that no reference lists is permanent and shown. */
export const errorMeaning = (code: number | string): ErrorMeaning =>
  CODES.get(String(code)) ?? {
    class: 'permanent',
    meaning: 'refused',
    text: `WAHA refused the message (${code}).`,
    nextStep: 'Look at the WAHA server’s log, or send the message again.',
    documented: false,
  }
