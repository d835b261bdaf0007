import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino'
import type { Config } from '../config/index.ts'
import { safeError } from './safe-error.ts'

export type Logger = PinoLogger

/** Names under which secrets or people's words might be logged by mistake; their values are replaced wherever they stand. */
const SECRET_FIELDS = [
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'appSecret',
  'apiKey',
  'authToken',
  'hmacKey',
  'verifyToken',
  'credentials',
  'authorization',
  'cookie',
  'body',
  'text',
  'content',
  'preview',
  'phone',
]

/** Structured logs, one JSON object a line, on standard output or on `destination`. */
export function createLogger(config: Pick<Config, 'logLevel'>, destination?: DestinationStream): Logger {
  const options = {
    level: config.logLevel,
    base: { service: 'tawsil' },
    serializers: { err: (error: unknown) => safeError(error) },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET_FIELDS.flatMap(name => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
  }
  return destination ? pino(options, destination) : pino(options)
}
