import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { ZodError } from 'zod'
import type { Clock } from '../clock/index.ts'
import { AppError, COMMON_ERRORS, defineErrors, type ErrorDefinition } from '../errors/index.ts'
import { traceIdOf } from '../telemetry/index.ts'

const ERRORS = defineErrors({
  MALFORMED: { status: 400, message: 'The body is not valid JSON.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: 'Send the body as application/json.' },
  REQUEST_TIMEOUT: { status: 408, message: 'The request took too long to arrive.', retryable: true },
  URI_TOO_LONG: { status: 414, message: 'The address is too long.' },
  BAD_REQUEST: { status: 400, message: 'The request could not be understood.' },
})

/** Our errors for what the framework itself refuses. Its other errors with a 4xx status become BAD_REQUEST. */
const FRAMEWORK: Record<string, ErrorDefinition> = {
  FST_ERR_CTP_BODY_TOO_LARGE: COMMON_ERRORS.PAYLOAD_TOO_LARGE,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ERRORS.UNSUPPORTED_MEDIA_TYPE,
  FST_ERR_CTP_INVALID_JSON_BODY: ERRORS.MALFORMED,
  FST_ERR_CTP_EMPTY_JSON_BODY: ERRORS.MALFORMED,
  FST_ERR_MAX_PARAM_LENGTH: ERRORS.URI_TOO_LONG,
  FST_ERR_REQUEST_TIMEOUT: ERRORS.REQUEST_TIMEOUT,
}

/** Turns every error into one of our contract. An error that was not thrown on purpose becomes INTERNAL, with its cause. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const details = error.validation.map(issue => ({
      path: [error.validationContext, ...issue.instancePath.split('/').filter(Boolean)].join('.'),
      message: issue.message ?? 'is not valid',
    }))
    return new AppError(COMMON_ERRORS.VALIDATION, { details })
  }
  if (error instanceof ZodError) return internal(error)
  if (error instanceof SyntaxError && statusOf(error) === 400) return new AppError(ERRORS.MALFORMED, { cause: error })
  const known = FRAMEWORK[(error as FastifyError).code]
  if (known) return new AppError(known, { cause: error })
  const status = statusOf(error)
  if (status >= 400 && status < 500) return new AppError({ ...ERRORS.BAD_REQUEST, status }, { cause: error })
  return internal(error)
}

const internal = (cause: unknown) => new AppError(COMMON_ERRORS.INTERNAL, { cause })

const statusOf = (error: unknown): number => (error as { statusCode?: number } | null)?.statusCode ?? 500

/** The error envelope of one answer. A 500 says nothing but the ids of the request and of its trace. */
export function envelopeOf(error: AppError, ids: { requestId: string; traceId?: string }, clock: Clock) {
  const details = error.status === 500 ? ids : error.details
  return {
    success: false as const,
    error: {
      code: error.code,
      message: error.message,
      ...(details === undefined ? {} : { details }),
      timestamp: clock.now().toISOString(),
    },
  }
}

const idsOf = ({ id: requestId, span }: FastifyRequest) => ({
  requestId,
  ...(span && { traceId: traceIdOf(span.traceparent) }),
})

/** Answers every error; bugs are logged with their stack, refusals are not. */
export function answerError(clock: Clock, trace: (request: FastifyRequest, error: AppError) => void) {
  return (thrown: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const error = toAppError(thrown)
    trace(request, error)
    if (error.status === 500) request.log.error({ err: thrown, requestId: request.id }, 'request failed')
    else if (error.status > 500) request.log.warn({ err: error, requestId: request.id }, 'request could not be served')
    const mayWait = error.retryable && error.status === 503
    if (mayWait && !reply.hasHeader('retry-after')) reply.header('retry-after', '1')
    // A route's response schemas describe success only; errors have one shape everywhere.
    reply
      .code(error.status)
      .type('application/json; charset=utf-8')
      .serializer((body: unknown) => JSON.stringify(body))
      .send(envelopeOf(error, idsOf(request), clock))
  }
}
