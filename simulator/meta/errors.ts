import { randomBytes } from 'node:crypto'

/** An answer of the Graph API. */
export interface GraphAnswer {
  status: number
  body: Record<string, unknown>
}

/** Where the usual HTTP status and wording of a code are changed. */
export interface GraphErrorOptions {
  status?: number | undefined
  message?: string
  /** `error_data.details`: what exactly is wrong. */
  details?: string
  subcode?: number
  type?: 'OAuthException' | 'GraphMethodException'
}

/**
 * HTTP status and title of the codes a sender meets, after Meta's error reference and the recorded bodies in
 * contracts/meta. Throttles answer 400: callers must branch on the code.
 */
const CODES: Record<number, [status: number, title: string, details?: string]> = {
  0: [401, 'AuthException', 'We were unable to authenticate the app user.'],
  1: [400, 'API Unknown'],
  2: [503, 'Service temporarily unavailable'],
  3: [500, 'API Method'],
  4: [400, 'Application request limit reached'],
  10: [403, 'Application does not have permission for this action'],
  33: [400, 'Parameter value is not valid', 'The business phone number has been deleted.'],
  100: [400, 'Invalid parameter'],
  190: [401, 'Invalid OAuth access token'],
  200: [403, 'Permissions error'],
  368: [403, 'Temporarily blocked for policies violations'],
  80007: [400, 'Rate limit issues', 'The WhatsApp Business Account has reached its rate limit.'],
  130429: [400, 'Rate limit hit', 'Cloud API message throughput has been reached.'],
  130472: [400, "User's number is part of an experiment", 'Message was not sent as part of an experiment.'],
  130497: [403, 'Business account is restricted from messaging users in this country.'],
  131000: [500, 'Something went wrong', 'Message failed to send due to an unknown error.'],
  131005: [403, 'Access denied'],
  131008: [400, 'Required parameter is missing'],
  131009: [400, 'Parameter value is not valid'],
  131016: [500, 'Service unavailable'],
  131021: [400, 'Recipient cannot be sender'],
  131026: [400, 'Message undeliverable', 'Message Undeliverable.'],
  131030: [400, 'Recipient phone number not in allowed list'],
  131031: [403, 'Account has been locked'],
  131042: [400, 'Business eligibility payment issue'],
  131045: [500, 'Incorrect certificate'],
  131047: [
    400,
    'Re-engagement message',
    'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
  ],
  131048: [400, 'Spam rate limit hit'],
  131049: [400, 'This message was not delivered to maintain healthy ecosystem engagement.'],
  131050: [400, 'User has stopped marketing messages from this business'],
  131051: [400, 'Unsupported message type'],
  131052: [400, 'Media download error'],
  131053: [400, 'Media upload error'],
  131056: [
    400,
    '(Business Account, Consumer Account) pair rate limit hit',
    'Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.',
  ],
  131057: [500, 'Account in maintenance mode'],
  131062: [400, 'Business-scoped user id not supported for this message'],
  132000: [400, 'Number of parameters does not match the expected number of params'],
  132001: [404, 'Template name does not exist in the translation'],
  132005: [400, 'Translated text too long'],
  132007: [400, 'Template format character policy violated'],
  132012: [400, 'Parameter format does not match format in the created template'],
  132015: [400, 'Template is paused'],
  132016: [400, 'Template is disabled'],
  132018: [400, 'There’s an issue with the parameters in your template'],
  133004: [503, 'Server temporarily unavailable'],
  133010: [400, 'Account not registered'],
}

const TRANSIENT = new Set([1, 2, 4])

/** The title Meta gives a code, without the number. */
export function titleOf(code: number): string {
  return CODES[code]?.[1] ?? 'Unknown error'
}

/** The usual explanation of a code. */
export function detailsOf(code: number): string {
  return CODES[code]?.[2] ?? titleOf(code)
}

/** An error answer shaped like the recorded ones: `{error: {message, type, code, error_data?, fbtrace_id}}`. */
export function graphError(code: number, options: GraphErrorOptions = {}): GraphAnswer {
  const [status, title, usual] = CODES[code] ?? [400, 'Unknown error']
  const details = options.details ?? usual
  return {
    status: options.status ?? status,
    body: {
      error: {
        message: options.message ?? `(#${code}) ${title}`,
        type: options.type ?? 'OAuthException',
        code,
        ...(options.subcode !== undefined && { error_subcode: options.subcode }),
        ...(TRANSIENT.has(code) && { is_transient: true }),
        ...(details !== undefined && { error_data: { messaging_product: 'whatsapp', details } }),
        fbtrace_id: traceId(),
      },
    },
  }
}

/** No object of that id, in the words of the recorded answers (HTTP 400, code 100, subcode 33). */
export function unknownObject(method: string, id: string): GraphAnswer {
  const verb = method.toLowerCase()
  return graphError(100, {
    message: `Unsupported ${verb} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
    subcode: 33,
    type: 'GraphMethodException',
  })
}

/** The error body for an HTTP status a script asked for without naming a code. */
export function codeForStatus(status: number): number {
  if (status === 401) return 190
  if (status === 403) return 10
  if (status === 404) return 132001
  if (status === 429) return 130429
  if (status === 503) return 131016
  return status >= 500 ? 131000 : 100
}

let pool = randomBytes(4096)
let cursor = 0

/** A trace id as Meta prints it. Random, from a pool, because every answer carries one. */
export function traceId(): string {
  return `A${random(16).toString('base64url')}`
}

/** Cheap random bytes: one system call per few hundred ids. */
export function random(size: number): Buffer {
  if (cursor + size > pool.length) {
    pool = randomBytes(4096)
    cursor = 0
  }
  cursor += size
  return pool.subarray(cursor - size, cursor)
}
