/**
 * An error that is part of our contract. Everything thrown on purpose is one of these; anything else is a bug and is
 * answered with an empty 500.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: string
  /** HTTP status of the answer when the error reaches a route. */
  readonly status: number
  /** Whether the same call may succeed later without being changed. */
  readonly retryable: boolean
  /** What the caller may see besides the message, for example the fields that were refused. */
  readonly details: unknown

  constructor(definition: ErrorDefinition, options: { message?: string; details?: unknown; cause?: unknown } = {}) {
    super(options.message ?? definition.message, { cause: options.cause })
    this.code = definition.code
    this.status = definition.status
    this.retryable = definition.retryable ?? false
    this.details = options.details
  }
}

/** One entry of a feature's `errors.ts`: stable code, HTTP status, and the sentence a person reads. */
export interface ErrorDefinition {
  readonly code: string
  readonly status: number
  readonly message: string
  readonly retryable?: boolean
}

const defined: ErrorDefinition[] = []

/** Makes a catalogue of errors; keys become codes. */
export function defineErrors<K extends string>(
  entries: Record<K, Omit<ErrorDefinition, 'code'>>,
): Record<K, ErrorDefinition> {
  const catalogue = {} as Record<K, ErrorDefinition>
  for (const code of Object.keys(entries) as K[]) catalogue[code] = { code, ...entries[code] }
  defined.push(...Object.values<ErrorDefinition>(catalogue))
  return catalogue
}

/** Every error of the modules loaded so far; docs/api/errors.md is made from it. */
export const definedErrors = (): readonly ErrorDefinition[] => defined

/** Errors every feature may raise. */
export const COMMON_ERRORS = defineErrors({
  NOT_FOUND: { status: 404, message: 'Not found. Check the id; it may have been deleted.' },
  VALIDATION: { status: 400, message: 'Some fields are not valid. See details for each.' },
  UNAUTHENTICATED: { status: 401, message: 'Sign in first: send Authorization: Bearer with a valid token.' },
  FORBIDDEN: { status: 403, message: 'Your role does not allow this. Ask an administrator of your business.' },
  SESSION_REQUIRED: { status: 403, message: 'Only a person who has signed in can do this, not an API key.' },
  REAUTHENTICATION_REQUIRED: {
    status: 403,
    message:
      'For this your sign-in is too long ago. Confirm your password with POST /api/v1/auth/reauthenticate, and send the same request again.',
  },
  SECOND_FACTOR_MISSING: {
    status: 403,
    message:
      'Your business asks for two-factor sign-in, and you have no second factor yet. Set one up: POST /api/v1/two-factor/totp, or /api/v1/passkeys/options. Until then nothing else is open.',
  },
  ORGANIZATION_REQUIRED: { status: 403, message: 'Organization required' },
  CONFLICT: { status: 409, message: 'This was changed by someone else meanwhile. Reload and try again.' },
  IDEMPOTENCY_MISMATCH: { status: 409, message: 'This Idempotency-Key was used with another body. Use a new key.' },
  IDEMPOTENCY_IN_PROGRESS: {
    status: 409,
    message: 'A request with this Idempotency-Key is still running. Repeat it in a moment.',
    retryable: true,
  },
  PAYLOAD_TOO_LARGE: { status: 413, message: 'The body is too large.' },
  RATE_LIMITED: { status: 429, message: 'Too many requests. Wait until Retry-After has passed.', retryable: true },
  UNAVAILABLE: { status: 503, message: 'The service cannot answer right now. Try again shortly.', retryable: true },
  INTERNAL: { status: 500, message: 'Something went wrong on our side. Give support the request id.' },
})

/** The error for an id that does not exist for this tenant; another tenant's id gets exactly the same. */
export const notFound = (): AppError => new AppError(COMMON_ERRORS.NOT_FOUND)
