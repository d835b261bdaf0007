import type { Answer, Dialect } from '../calls.ts'

/** HTTP status and words of the codes the twin speaks, after Twilio's error dictionary. */
const KNOWN: Record<number, [status: number, message: string]> = {
  20003: [401, 'Authenticate'],
  20404: [404, 'The requested resource was not found'],
  20429: [429, 'Too Many Requests'],
  21211: [400, "The 'To' number is not a valid phone number."],
  21603: [400, "A 'From' phone number is required."],
  21604: [400, "A 'To' phone number is required."],
  21610: [400, 'Attempt to send to unsubscribed recipient'],
  21611: [429, "This 'From' number has exceeded the maximum number of queued messages"],
  21617: [400, 'The concatenated message body exceeds the 1600 character limit.'],
  21619: [400, 'A text message body or media urls must be specified.'],
  21656: [400, 'The ContentVariables parameter is invalid.'],
  63007: [400, 'Twilio could not find a Channel with the specified From address'],
  63016: [
    400,
    'Failed to send freeform message because you are outside the allowed window. Use a Message Template instead.',
  ],
  63018: [429, 'Rate limit exceeded for Channel'],
}

/** An error body as Twilio writes it. */
export function twilioError(code: number, status?: number): Answer {
  const [usual, message] = KNOWN[code] ?? [status ?? 400, 'The request failed']
  const answered = status ?? usual
  const body = { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status: answered }
  return { status: answered, body }
}

/** Answers in Twilio's wording. */
export const twilioDialect: Dialect = {
  errorAnswer: ({ code, status }) =>
    code === undefined && (status ?? 500) >= 500
      ? { status: status ?? 500, body: { code: 20500, message: 'An internal server error has occurred', status } }
      : twilioError(code ?? (status === 429 ? 20429 : 20404), status),
  encode: body => JSON.stringify(body),
  headers: () => ({ 'content-type': 'application/json;charset=utf-8', 'twilio-request-id': `RQ${'0'.repeat(32)}` }),
}
