import { type DestinationStream, type LogFn, type Logger as PinoLogger, pino } from 'pino'
import type { Config } from '../config/index.ts'
import { safeError } from './safe-error.ts'
import { createErrorReports, type ErrorReports } from './sentry.ts'

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
export function createLogger(
  config: Pick<Config, 'logLevel'> & Partial<Pick<Config, 'errorReports'>>,
  destination?: DestinationStream,
): Logger {
  const reports = config.errorReports && createErrorReports(config.errorReports)
  const options = {
    level: config.logLevel,
    base: { service: 'tawsil' },
    serializers: { err: (error: unknown) => safeError(error) },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET_FIELDS.flatMap(name => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
    ...(reports && { hooks: { logMethod: reporting(reports) } }),
  }
  return destination ? pino(options, destination) : pino(options)
}

const ERROR = 50

/** Whatever is logged as an error with its cause was not expected by anybody: it is reported, too. */
const reporting = (reports: ErrorReports) =>
  function logMethod(this: PinoLogger, args: Parameters<LogFn>, method: LogFn, level: number): void {
    const [facts, message] = args as unknown as [unknown, unknown]
    if (level >= ERROR && typeof facts === 'object' && facts !== null && 'err' in facts) {
      const all = { ...this.bindings(), ...facts }
      reports.report(facts.err, all, typeof message === 'string' ? message : undefined)
    }
    method.apply(this, args)
  }
