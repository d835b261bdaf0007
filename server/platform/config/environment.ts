import { z } from 'zod'
import { isSender } from '../mail/sender.ts'

const blank = (value: unknown) => (value === '' ? undefined : value)
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blank, schema.optional())
const url = (protocols: RegExp, says: string) => z.url({ protocol: protocols, error: says })
const http = url(/^https?$/, 'must be an http(s) address')

const hostList = z.string().transform((text, check) =>
  text
    .split(',')
    .map(entry => entry.trim())
    .filter(Boolean)
    .map(entry => {
      const url = URL.parse(`http://${entry}`)
      if (url && url.pathname === '/' && !url.username && !url.search && !url.hash) {
        return entry.endsWith(':80') ? `${url.hostname}:80` : url.host
      }
      check.addIssue({ code: 'custom', message: 'must be a list like waha.internal:3000, 10.0.0.5' })
      return z.NEVER
    }),
)

const WAHA_SHAPE = 'must be a JSON list like [{"url": "http://waha:3000", "apiKey": "…"}]'
const wahaServers = z
  .string()
  .transform((text, check) => {
    try {
      return JSON.parse(text) as unknown
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      check.addIssue({ code: 'custom', message: WAHA_SHAPE })
      return z.NEVER
    }
  })
  .pipe(z.array(z.strictObject({ url: http, apiKey: z.string().min(1) }), { error: WAHA_SHAPE }))

const WINDOW_SHAPE = 'must be milliseconds: whole seconds, from 1000 to 86400000'

const MINUTES_SHAPE = 'must be minutes from 1 to 1440'

const days = z.coerce.number({ error: 'must be a number of days' }).positive().max(3_650)

const PLANS = ['free', 'basic', 'premium', 'enterprise'] as const

/** Every setting that is read, with its default. Each stands in docs/configuration.md. */
export const ENVIRONMENT = z.object({
  NODE_ENV: optional(z.string()),
  PORT: z.preprocess(blank, z.coerce.number({ error: 'must be a number' }).int().min(0).max(65_535).default(4000)),
  HOST: z.preprocess(blank, z.string().default('127.0.0.1')),
  DATA_DIR: z.preprocess(blank, z.string().default('./.data')),
  DATABASE_URL: optional(url(/^postgres(ql)?$/, 'must look like postgres://user:password@host:5432/database')),
  OWNER_DATABASE_URL: optional(url(/^postgres(ql)?$/, 'must look like postgres://owner:password@host:5432/database')),
  REDIS_URL: optional(url(/^rediss?$/, 'must look like redis://host:6379')),
  REDIS_HOST: optional(z.string().regex(/^[\w.:-]+$/, 'must be the name or address of a host')),
  REDIS_PORT: optional(
    z.coerce.number({ error: 'must be a port number' }).int().min(1).max(65_535, 'must be a port number'),
  ),
  REDIS_USERNAME: optional(z.string()),
  REDIS_PASSWORD: optional(z.string()),
  REDIS_DB: optional(
    z.coerce.number({ error: 'must be a number from 0 on' }).int().min(0, 'must be a number from 0 on'),
  ),
  PUBLIC_URL: optional(http),
  AUTH_SECRET: optional(z.string().min(32, 'must have at least 32 characters')),
  JWT_SECRET: optional(z.string().min(32, 'must have at least 32 characters')),
  ENCRYPTION_KEY: optional(z.string().min(32, 'must have at least 32 characters')),
  OLD_ENCRYPTION_KEYS: optional(z.string()),
  MASTER_KEY: z.preprocess(blank, z.string().default('environment')),
  OLD_MASTER_KEYS: optional(z.string()),
  KMS_REGION: z.preprocess(blank, z.string().default('us-east-1')),
  KMS_ENDPOINT: optional(http),
  KMS_ACCESS_KEY_ID: optional(z.string()),
  KMS_SECRET_ACCESS_KEY: optional(z.string()),
  VAULT_ADDR: optional(http),
  VAULT_TOKEN: optional(z.string()),
  VAULT_TOKEN_FILE: optional(z.string()),
  VAULT_NAMESPACE: optional(z.string()),
  META_APP_ID: optional(z.string()),
  META_APP_SECRET: optional(z.string()),
  META_VERIFY_TOKEN: optional(z.string()),
  META_GRAPH_URL: z.preprocess(blank, http.default('https://graph.facebook.com')),
  TWILIO_API_URL: z.preprocess(blank, http.default('https://api.twilio.com')),
  TWILIO_MASTER_SID: optional(z.string().regex(/^AC[0-9A-Za-z]+$/, 'must be an Account SID (AC…)')),
  TWILIO_MASTER_AUTH: optional(z.string()),
  WAHA_SERVERS: optional(wahaServers),
  ALLOW_PRIVATE_HOSTS: optional(hostList),
  DEMO_PASSWORD: optional(z.string().min(10, 'must have at least 10 characters')),
  SYSTEM_ADMIN_EMAIL: optional(z.email('must be an e-mail address')),
  SYSTEM_ADMIN_PASSWORD: optional(z.string().min(10, 'must have at least 10 characters')),
  SESSION_IDLE_DAYS: z.preprocess(blank, days.default(30)),
  SESSION_MAX_DAYS: z.preprocess(blank, days.default(90)),
  REAUTHENTICATE_AFTER_MINUTES: z.preprocess(
    blank,
    z.coerce.number({ error: MINUTES_SHAPE }).min(1, MINUTES_SHAPE).max(1_440, MINUTES_SHAPE).default(10),
  ),
  SMTP_URL: optional(url(/^smtps?$/, 'must look like smtp://user:password@host:587')),
  RESEND_API_KEY: optional(z.string().regex(/^[\x21-\x7e]+$/, 'must be a key as Resend shows it')),
  RESEND_API_URL: z.preprocess(blank, http.default('https://api.resend.com')),
  MAIL_FROM: optional(z.string().refine(isSender, 'must be an address, or like Tawsil <mail@example.com>')),
  ALERT_EMAIL: optional(z.email('must be an e-mail address')),
  ALERT_SLACK_URL: optional(http),
  ALERT_PAGERDUTY_KEY: optional(z.string().regex(/^[\w-]{16,64}$/, 'must be a routing key of the Events API')),
  ALERT_PAGERDUTY_URL: z.preprocess(blank, http.default('https://events.pagerduty.com/v2/enqueue')),
  METRICS_TOKEN: optional(z.string()),
  TRUST_PROXY: optional(z.string()),
  HSTS_SUBDOMAINS: z.preprocess(blank, z.stringbool({ error: 'must be true or false' }).default(false)),
  S3_BUCKET: optional(z.string()),
  S3_ENDPOINT: optional(http),
  S3_REGION: z.preprocess(blank, z.string().default('us-east-1')),
  S3_ACCESS_KEY_ID: optional(z.string()),
  S3_SECRET_ACCESS_KEY: optional(z.string()),
  S3_FORCE_PATH_STYLE: z.preprocess(blank, z.stringbool({ error: 'must be true or false' }).default(false)),
  RATE_LIMIT_MAX_REQUESTS: z.preprocess(
    blank,
    z.coerce.number({ error: 'must be a number' }).int().min(1).default(600),
  ),
  RATE_LIMIT_WINDOW_MS: z.preprocess(
    blank,
    z.coerce
      .number({ error: WINDOW_SHAPE })
      .min(1_000, WINDOW_SHAPE)
      .max(86_400_000, WINDOW_SHAPE)
      .multipleOf(1_000, WINDOW_SHAPE)
      .default(60_000),
  ),
  DEFAULT_PLAN: z.preprocess(
    blank,
    z.enum(PLANS, { error: `must be one of ${PLANS.join(', ')}` }).default('enterprise'),
  ),
  RAW_EVENT_RETENTION_DAYS: z.preprocess(blank, days.default(30)),
  QUEUE_RETRY_ATTEMPTS: z.preprocess(
    blank,
    z.coerce.number({ error: 'must be a number' }).int().min(1).max(20, 'must be a number from 1 to 20').default(3),
  ),
  QUEUE_BACKOFF_DELAY: z.preprocess(
    blank,
    z.coerce
      .number({ error: 'must be milliseconds' })
      .int()
      .min(100)
      .max(600_000, 'must be milliseconds from 100 to 600000')
      .default(2000),
  ),
  BOT_GROUP_SECONDS: z.preprocess(
    blank,
    z.coerce.number({ error: 'must be seconds' }).min(0).max(5, 'must be seconds from 0 to 5').default(1),
  ),
  OUTBOUND_QUEUE_NAME: z.preprocess(
    blank,
    z
      .string()
      .regex(/^[\w.-]{1,100}$/, 'must be letters, digits, points, hyphens and underscores')
      .default('send'),
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(http),
  OTEL_EXPORTER_OTLP_HEADERS: optional(
    z.string().regex(/^\s*[\w-]+=[^,]*(,\s*[\w-]+=[^,]*)*$/, 'must look like name=value,name=value'),
  ),
  OTEL_SERVICE_NAME: z.preprocess(blank, z.string().default('tawsil')),
  OTEL_TRACES_SAMPLER_ARG: z.preprocess(
    blank,
    z.coerce.number({ error: 'must be a number' }).min(0).max(1, 'must be a number from 0 to 1').default(1),
  ),
  SENTRY_DSN: optional(http),
  SENTRY_ENVIRONMENT: optional(z.string()),
  LOG_LEVEL: z.preprocess(
    blank,
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  ),
})
export type Environment = z.infer<typeof ENVIRONMENT>
