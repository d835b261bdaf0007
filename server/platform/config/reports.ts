import type { Environment } from './environment.ts'
import { ConfigError } from './error.ts'

/** A collector of traces that takes OTLP over HTTP. */
export interface TracingConfig {
  /** With the path of traces. */
  url: string
  headers: Record<string, string>
  service: string
  /** The part of traces that is kept. */
  ratio: number
}

/** Who collects unexpected errors, in Sentry's protocol. */
export interface ErrorReportsConfig {
  /** Where envelopes go. */
  url: string
  /** Lets us write, and nothing else. */
  key: string
  environment: string
}

export function readTracing(values: Environment): TracingConfig | undefined {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: headers = '' } = values
  if (!endpoint) return undefined
  const pairs = headers.split(',').map(pair => pair.split('=').map(part => part.trim()))
  return {
    url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
    headers: Object.fromEntries(pairs.flatMap(([name, ...value]) => (name ? [[name, value.join('=')]] : []))),
    service: values.OTEL_SERVICE_NAME,
    ratio: values.OTEL_TRACES_SAMPLER_ARG,
  }
}

/** `https://KEY@host/PATH/PROJECT`. Throws ConfigError. */
export function readErrorReports(
  { SENTRY_DSN: dsn, SENTRY_ENVIRONMENT: environment }: Environment,
  production: boolean,
): ErrorReportsConfig | undefined {
  if (!dsn) return undefined
  const { protocol, host, username: key, pathname } = new URL(dsn)
  const [, path, project] = /^(.*)\/(\d+)\/?$/.exec(pathname) ?? []
  if (!key || project === undefined) throw new ConfigError('SENTRY_DSN must look like https://key@host/project')
  return {
    url: `${protocol}//${host}${path}/api/${project}/envelope/`,
    key,
    environment: environment ?? (production ? 'production' : 'development'),
  }
}
