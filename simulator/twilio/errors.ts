import { randomBytes } from 'node:crypto'
import type { Answer, Dialect } from '../calls.ts'

/** HTTP status and words of the codes that answer a request, after Twilio's error dictionary. */
const REFUSALS: Record<number, [status: number, message: string]> = {
  20001: [400, 'Unknown parameters'],
  20003: [401, 'Authenticate'],
  20404: [404, 'The requested resource was not found'],
  20429: [429, 'Too Many Requests'],
  20500: [500, 'An internal server error has occurred'],
  21211: [400, "The 'To' number is not a valid phone number."],
  21408: [403, "Permission to send an SMS has not been enabled for the region indicated by the 'To' number."],
  21603: [400, "A 'From' phone number is required."],
  21604: [400, "A 'To' phone number is required."],
  21610: [400, 'Attempt to send to unsubscribed recipient'],
  21611: [429, "This 'From' number has exceeded the maximum number of queued messages"],
  21612: [400, "The 'To' phone number is not currently reachable using the 'From' phone number."],
  21614: [400, "'To' number is not a valid mobile number"],
  21617: [400, 'The concatenated message body exceeds the 1600 character limit.'],
  21619: [400, 'A text message body or media urls must be specified.'],
  21620: [400, 'Invalid media URL(s)'],
  21655: [400, 'The ContentSid parameter is invalid.'],
  21656: [400, 'The ContentVariables parameter is invalid.'],
  63007: [400, 'Twilio could not find a Channel with the specified From address'],
  63018: [429, 'Rate limit exceeded for Channel'],
  63027: [400, 'Template does not exist for a language and locale.'],
  63028: [400, 'Number of parameters provided does not match the expected number of parameters.'],
}

/** Words of the codes that a message fails with after it was accepted. */
const FAILURES: Record<number, string> = {
  30001: 'Queue overflow',
  30002: 'Account suspended',
  30003: 'Unreachable destination handset',
  30004: 'Message blocked',
  30005: 'Unknown destination handset',
  30006: 'Landline or unreachable carrier',
  30007: 'Message filtered',
  30008: 'Unknown error',
  63001: 'Channel could not authenticate the request',
  63002: 'Channel could not find From address',
  63003: 'Channel could not find To address',
  63005: 'Channel did not accept given content',
  63009: 'Channel provider returned an internal service error',
  63012: 'Channel provider returned an internal service error',
  63013: 'Channel policy violation',
  63015: 'Channel Sandbox can only send messages to phone numbers that have joined the Sandbox',
  63016:
    'Failed to send freeform message because you are outside the allowed window. If you are using WhatsApp, please use a Message Template.',
  63017: 'Rate limit exceeded for Channel',
  63019: 'Media failed to download',
  63024: 'Invalid message recipient',
  63026: 'Message policy violation',
  63032: 'WhatsApp limitation: the user cannot receive this message',
  63034: 'Media exceeds mms size limit',
  63040: 'Template rejected',
  63041: 'Template paused',
  63049: 'Meta chose not to deliver this marketing message',
}

/** What a code means, in Twilio's words. */
export const messageOf = (code: number): string => REFUSALS[code]?.[1] ?? FAILURES[code] ?? 'The request failed'

/** An error body as Twilio writes it. */
export function twilioError(code: number, status?: number, message = messageOf(code)): Answer {
  const answered = status ?? REFUSALS[code]?.[0] ?? 400
  const body = { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status: answered }
  return { status: answered, body }
}

const CODE_OF_STATUS: Record<number, number> = { 401: 20003, 404: 20404, 429: 20429 }

/** Answers in Twilio's wording. */
export const twilioDialect: Dialect = {
  errorAnswer: ({ code, status }) =>
    twilioError(code ?? CODE_OF_STATUS[status ?? 500] ?? ((status ?? 500) >= 500 ? 20500 : 20001), status),
  encode: body => (body === undefined ? '' : JSON.stringify(body)),
  headers: () => ({
    'content-type': 'application/json;charset=utf-8',
    'twilio-request-id': `RQ${randomBytes(16).toString('hex')}`,
    'twilio-concurrent-requests': '1',
  }),
}
