import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { randomToken } from '../crypto/index.ts'

/** Everything the program can be told from outside. Features get this object, never the environment. */
export interface Config {
  production: boolean
  role: 'all' | 'api' | 'worker'
  demo: boolean
  host: string
  port: number
  /** Absolute path. */
  dataDir: string
  /** Unset: the program starts its own PostgreSQL in dataDir. */
  databaseUrl: string | undefined
  /** Connection of the schema's owner; only for migrating. */
  ownerDatabaseUrl: string | undefined
  /** Unset: queue on PostgreSQL; cache, limits and pub/sub in memory, one process. */
  redisUrl: string | undefined
  /** Where customers and providers reach us; no trailing slash. */
  publicUrl: string
  authSecret: string
  /** 32 bytes for AES-256. */
  encryptionKey: Buffer
  /** With the secret: embedded signup. */
  metaAppId: string | undefined
  metaAppSecret: string | undefined
  metaVerifyToken: string | undefined
  /** No trailing slash. */
  metaGraphUrl: string
  twilioApiUrl: string
  /** The operator's own Twilio account, for channels that bring none. */
  twilioMaster: { sid: string; token: string } | undefined
  /** WAHA servers of the operator's own, for channels that bring none; no trailing slashes. */
  wahaServers: ReadonlyArray<{ url: string; apiKey: string }>
  systemAdmin: { email: string; password: string } | undefined
  metricsToken: string | undefined
  /** Requests a minute of one signed-in person; API keys have their plan's limit. */
  requestsPerMinute: number
  /** Addresses of reverse proxies whose X-Forwarded-For is believed, as a list of addresses or networks; unset: nobody's. */
  trustProxy: string | undefined
  /** The plan of a business that registers. */
  defaultPlan: 'free' | 'basic' | 'premium' | 'enterprise'
  /** Tries of deliveries, events and sends before they are given up, and the pause after the first; each further is twice as long. */
  retries: { attempts: number; firstSeconds: number }
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  /** Where customers' files are kept; unset: below dataDir. */
  s3: S3Config | undefined
}

/** A bucket at Amazon or at anybody who speaks the same. */
export interface S3Config {
  bucket: string
  /** Unset: Amazon's. */
  endpoint: string | undefined
  region: string
  /** Unset: the credentials of the machine's role. */
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined
  /** The bucket in the path instead of in the host's name. */
  forcePathStyle: boolean
}

/** A setting that is missing or wrong; its message is the one line a person sees. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

const blank = (value: unknown) => (value === '' ? undefined : value)
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blank, schema.optional())
const url = (protocols: RegExp, says: string) => z.url({ protocol: protocols, error: says })
const http = url(/^https?$/, 'must be an http(s) address')

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

const PLANS = ['free', 'basic', 'premium', 'enterprise'] as const

const ENVIRONMENT = z.object({
  NODE_ENV: optional(z.string()),
  PORT: z.preprocess(blank, z.coerce.number({ error: 'must be a number' }).int().min(0).max(65_535).default(4000)),
  HOST: z.preprocess(blank, z.string().default('127.0.0.1')),
  DATA_DIR: z.preprocess(blank, z.string().default('./.data')),
  DATABASE_URL: optional(url(/^postgres(ql)?$/, 'must look like postgres://user:password@host:5432/database')),
  OWNER_DATABASE_URL: optional(url(/^postgres(ql)?$/, 'must look like postgres://owner:password@host:5432/database')),
  REDIS_URL: optional(url(/^rediss?$/, 'must look like redis://host:6379')),
  PUBLIC_URL: optional(http),
  AUTH_SECRET: optional(z.string().min(32, 'must have at least 32 characters')),
  ENCRYPTION_KEY: optional(z.string().min(32, 'must have at least 32 characters')),
  META_APP_ID: optional(z.string()),
  META_APP_SECRET: optional(z.string()),
  META_VERIFY_TOKEN: optional(z.string()),
  META_GRAPH_URL: z.preprocess(blank, http.default('https://graph.facebook.com')),
  TWILIO_API_URL: z.preprocess(blank, http.default('https://api.twilio.com')),
  TWILIO_MASTER_SID: optional(z.string().regex(/^AC[0-9A-Za-z]+$/, 'must be an Account SID (AC…)')),
  TWILIO_MASTER_AUTH: optional(z.string()),
  WAHA_SERVERS: optional(wahaServers),
  SYSTEM_ADMIN_EMAIL: optional(z.email('must be an e-mail address')),
  SYSTEM_ADMIN_PASSWORD: optional(z.string().min(10, 'must have at least 10 characters')),
  METRICS_TOKEN: optional(z.string()),
  TRUST_PROXY: optional(z.string()),
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
  DEFAULT_PLAN: z.preprocess(blank, z.enum(PLANS, { error: `must be one of ${PLANS.join(', ')}` }).default('free')),
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
  LOG_LEVEL: z.preprocess(
    blank,
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  ),
})
type Environment = z.infer<typeof ENVIRONMENT>

/** Reads the environment and the command line. Throws ConfigError naming the first setting that is wrong. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env, argv: string[] = process.argv.slice(2)): Config {
  const parsed = ENVIRONMENT.safeParse(env)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new ConfigError(`${issue.path.join('.')} ${issue.message}`)
  }
  const values = parsed.data
  const flags = readFlags(argv)
  const production = values.NODE_ENV === 'production'
  const dataDir = openDataDir(values.DATA_DIR)
  const port = flags.port ?? values.PORT
  return {
    production,
    role: flags.role,
    demo: !production && flags.demo,
    host: values.HOST,
    port,
    dataDir,
    databaseUrl: values.DATABASE_URL,
    ownerDatabaseUrl: values.OWNER_DATABASE_URL,
    redisUrl: values.REDIS_URL,
    publicUrl: (values.PUBLIC_URL ?? `http://${values.HOST}:${port}`).replace(/\/$/, ''),
    ...readSecrets(values, production, dataDir),
    metaAppId: values.META_APP_ID,
    metaAppSecret: values.META_APP_SECRET,
    metaVerifyToken: values.META_VERIFY_TOKEN,
    metaGraphUrl: values.META_GRAPH_URL.replace(/\/$/, ''),
    twilioApiUrl: values.TWILIO_API_URL.replace(/\/$/, ''),
    twilioMaster: readTwilioMaster(values),
    wahaServers: (values.WAHA_SERVERS ?? []).map(({ url, apiKey }) => ({ url: url.replace(/\/+$/, ''), apiKey })),
    systemAdmin: readSystemAdmin(values),
    metricsToken: values.METRICS_TOKEN,
    requestsPerMinute: values.RATE_LIMIT_MAX_REQUESTS,
    trustProxy: values.TRUST_PROXY,
    defaultPlan: values.DEFAULT_PLAN,
    retries: { attempts: values.QUEUE_RETRY_ATTEMPTS, firstSeconds: values.QUEUE_BACKOFF_DELAY / 1000 },
    logLevel: values.LOG_LEVEL,
    s3: readS3(values),
  }
}

function readFlags(argv: string[]): { role: Config['role']; demo: boolean; port: number | undefined } {
  try {
    const { values } = parseArgs({
      args: argv,
      options: { role: { type: 'string' }, 'no-demo': { type: 'boolean' }, port: { type: 'string' } },
    })
    const role = z.enum(['all', 'api', 'worker']).default('all').safeParse(values.role)
    if (!role.success) throw new ConfigError('--role must be api, worker or all')
    const port = z.coerce.number().int().min(0).max(65_535).optional().safeParse(values.port)
    if (!port.success) throw new ConfigError('--port must be a number from 0 to 65535')
    return { role: role.data, demo: !values['no-demo'], port: port.data }
  } catch (error) {
    throw error instanceof ConfigError ? error : new ConfigError((error as Error).message)
  }
}

function openDataDir(path: string): string {
  const dataDir = resolve(path)
  try {
    mkdirSync(dataDir, { recursive: true })
    accessSync(dataDir, constants.W_OK | constants.X_OK)
    return dataDir
  } catch (error) {
    throw new ConfigError(`DATA_DIR ${dataDir} cannot be written (${(error as NodeJS.ErrnoException).code})`)
  }
}

/** Outside production secrets are made once and kept in the data directory; in production they must be given. */
function readSecrets(values: Environment, production: boolean, dataDir: string) {
  const secret = (name: 'AUTH_SECRET' | 'ENCRYPTION_KEY') => {
    const given = values[name]
    if (given) return given
    if (production) throw new ConfigError(`${name} is required in production (32 characters or more)`)
    return keptSecret(join(dataDir, 'secrets.json'), name)
  }
  return { authSecret: secret('AUTH_SECRET'), encryptionKey: encryptionKey(secret('ENCRYPTION_KEY')) }
}

/** 32 bytes: as 64 hex digits, as base64, or as 32 characters. Nothing is stretched: a weak phrase would only look strong. */
function encryptionKey(text: string): Buffer {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  const decoded = Buffer.from(text, 'base64')
  if (decoded.length === 32) return decoded
  if (Buffer.byteLength(text) === 32) return Buffer.from(text)
  throw new ConfigError('ENCRYPTION_KEY must be 32 bytes: 64 hex digits, base64 of 32 bytes, or 32 characters')
}

function keptSecret(file: string, name: string): string {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {}
  const found = kept[name]
  if (found) return found
  const made =
    name === 'ENCRYPTION_KEY' ? Buffer.from(randomToken(32), 'base64url').toString('base64') : randomToken(48)
  writeFileSync(file, `${JSON.stringify({ ...kept, [name]: made }, null, 2)}\n`, { mode: 0o600 })
  return made
}

function readS3(values: Environment): S3Config | undefined {
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = values
  if (!bucket) return undefined
  if (!accessKeyId !== !secretAccessKey) {
    throw new ConfigError('S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY go together')
  }
  return {
    bucket,
    endpoint: values.S3_ENDPOINT?.replace(/\/$/, ''),
    region: values.S3_REGION,
    credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined,
    forcePathStyle: values.S3_FORCE_PATH_STYLE,
  }
}

function readTwilioMaster(values: Environment): Config['twilioMaster'] {
  const { TWILIO_MASTER_SID: sid, TWILIO_MASTER_AUTH: token } = values
  if (!sid !== !token) throw new ConfigError('TWILIO_MASTER_SID and TWILIO_MASTER_AUTH go together')
  return sid && token ? { sid, token } : undefined
}

function readSystemAdmin(values: Environment): Config['systemAdmin'] {
  const { SYSTEM_ADMIN_EMAIL: email, SYSTEM_ADMIN_PASSWORD: password } = values
  if (!email && !password) return undefined
  if (!email || !password) throw new ConfigError('SYSTEM_ADMIN_EMAIL and SYSTEM_ADMIN_PASSWORD go together')
  return { email, password }
}
