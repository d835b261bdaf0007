import { accessSync, constants, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { redisAddress, withoutUnusedAliases } from './aliases.ts'
import { ENVIRONMENT, type Environment } from './environment.ts'
import { ConfigError } from './error.ts'
import { withFiles } from './files.ts'
import { type MasterKeyConfig, readMasterKeys } from './master-keys.ts'
import { modeOf } from './mode.ts'
import { type ErrorReportsConfig, readErrorReports, readTracing, type TracingConfig } from './reports.ts'
import { demoPassword, readSecrets } from './secrets.ts'

const ROLES = ['all', 'api', 'worker', 'socket'] as const

/** What a process does: HTTP with live screens, background work, all of it, or live screens alone. */
export type Role = (typeof ROLES)[number]

/** Everything the program can be told from outside. Features get this object, never the environment. */
export interface Config {
  /** Strangers can reach it, or the operator says so. */
  production: boolean
  /** Why it is, or is not; for people. */
  mode: string
  role: Role
  /** An empty database is to be filled with the demo businesses; everybody in them has this password. */
  demo: { password: string } | undefined
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
  /** 32 bytes for AES-256. Unset when the master key is elsewhere and nothing was sealed with this one. */
  encryptionKey: Buffer | undefined
  /** What it was before; they only open. */
  oldEncryptionKeys: readonly Buffer[]
  /** The master key that wraps data keys, then those that only unwrap. */
  masterKeys: readonly MasterKeyConfig[]
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
  /** Hosts inside that businesses may name as servers of theirs: `host` or `host:port`. */
  privateHosts: readonly string[]
  systemAdmin: { email: string; password: string } | undefined
  /**
   * A session ends so long after its last refresh, and after its sign-in. For so long after a password was given, keys,
   * credentials and members can be changed.
   */
  sessions: { idleSeconds: number; maxSeconds: number; recentSeconds: number }
  /** How mail leaves; unset: a developer's stays in the outbox, and production sends none. */
  mail: MailConfig | undefined
  /** Where operators are told of alerts; they stand in the program either way. */
  alerts: {
    mailTo: string | undefined
    slackUrl: string | undefined
    pagerDuty: { url: string; routingKey: string } | undefined
  }
  metricsToken: string | undefined
  /** Where traces are collected; unset: nowhere. */
  tracing: TracingConfig | undefined
  /** Who is told of unexpected errors; unset: the log alone. */
  errorReports: ErrorReportsConfig | undefined
  /** What one signed-in person may ask; API keys have their plan's limit. */
  personLimit: { requests: number; perSeconds: number }
  /** Addresses of reverse proxies whose X-Forwarded-For is believed, as a list of addresses or networks; unset: nobody's. */
  trustProxy: string | undefined
  /** Browsers are told to use https for every subdomain of PUBLIC_URL's host too. */
  hstsSubdomains: boolean
  /** The plan of a business that registers. */
  defaultPlan: 'free' | 'basic' | 'premium' | 'enterprise'
  /** Tries of deliveries, events and sends before they are given up, and the pause after the first; each further is twice as long. */
  retries: { attempts: number; firstSeconds: number }
  /** Deliveries as they came are kept so long. */
  rawEventDays: number
  /** Bots answer together what a customer writes within so many seconds, where the business sets nothing else. */
  botGroupSeconds: number
  /** What the queue of outgoing messages is called in Redis, or in PostgreSQL. */
  outboundQueue: string
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  /** Where customers' files are kept; unset: below dataDir. */
  s3: S3Config | undefined
}

/** A mail server, or Resend; `from` is the sender of all mail. */
export type MailConfig =
  | { kind: 'smtp'; url: string; from: string }
  | { kind: 'resend'; url: string; apiKey: string; from: string }

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

const DAY_SECONDS = 86_400
const MINUTE_SECONDS = 60

/** Reads the environment and the command line. Throws ConfigError naming the first setting that is wrong. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env, argv: string[] = process.argv.slice(2)): Config {
  const parsed = ENVIRONMENT.safeParse(withoutUnusedAliases(withFiles(env)))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new ConfigError(`${issue.path.join('.')} ${issue.message}`)
  }
  const values = parsed.data
  const flags = readFlags(argv)
  const { production, why: mode } = readMode(values)
  const dataDir = openDataDir(values.DATA_DIR)
  const port = flags.port ?? values.PORT
  return {
    production,
    mode,
    role: flags.role,
    demo: (flags.demo ?? !production) ? { password: demoPassword(values, dataDir) } : undefined,
    host: values.HOST,
    port,
    dataDir,
    databaseUrl: values.DATABASE_URL,
    ownerDatabaseUrl: values.OWNER_DATABASE_URL,
    redisUrl: values.REDIS_URL ?? redisAddress(values),
    publicUrl: (values.PUBLIC_URL ?? `http://${values.HOST}:${port}`).replace(/\/$/, ''),
    ...readSecrets(values, production, dataDir),
    masterKeys: readMasterKeys(values),
    metaAppId: values.META_APP_ID,
    metaAppSecret: values.META_APP_SECRET,
    metaVerifyToken: values.META_VERIFY_TOKEN,
    metaGraphUrl: values.META_GRAPH_URL.replace(/\/$/, ''),
    twilioApiUrl: values.TWILIO_API_URL.replace(/\/$/, ''),
    twilioMaster: readTwilioMaster(values),
    wahaServers: (values.WAHA_SERVERS ?? []).map(({ url, apiKey }) => ({ url: url.replace(/\/+$/, ''), apiKey })),
    privateHosts: values.ALLOW_PRIVATE_HOSTS ?? [],
    systemAdmin: readSystemAdmin(values),
    sessions: {
      idleSeconds: Math.ceil(values.SESSION_IDLE_DAYS * DAY_SECONDS),
      maxSeconds: Math.ceil(values.SESSION_MAX_DAYS * DAY_SECONDS),
      recentSeconds: Math.ceil(values.REAUTHENTICATE_AFTER_MINUTES * MINUTE_SECONDS),
    },
    mail: readMail(values),
    alerts: readAlerts(values),
    metricsToken: values.METRICS_TOKEN,
    tracing: readTracing(values),
    errorReports: readErrorReports(values, production),
    personLimit: { requests: values.RATE_LIMIT_MAX_REQUESTS, perSeconds: values.RATE_LIMIT_WINDOW_MS / 1000 },
    trustProxy: values.TRUST_PROXY,
    hstsSubdomains: values.HSTS_SUBDOMAINS,
    defaultPlan: values.DEFAULT_PLAN,
    retries: { attempts: values.QUEUE_RETRY_ATTEMPTS, firstSeconds: values.QUEUE_BACKOFF_DELAY / 1000 },
    rawEventDays: values.RAW_EVENT_RETENTION_DAYS,
    botGroupSeconds: values.BOT_GROUP_SECONDS,
    outboundQueue: values.OUTBOUND_QUEUE_NAME,
    logLevel: values.LOG_LEVEL,
    s3: readS3(values),
  }
}

function readMode({ NODE_ENV, HOST, PUBLIC_URL, TRUST_PROXY }: Environment) {
  return modeOf({ nodeEnv: NODE_ENV, host: HOST, publicUrl: PUBLIC_URL, trustProxy: TRUST_PROXY })
}

interface Flags {
  role: Config['role']
  /** Undefined: nobody said whether. */
  demo: boolean | undefined
  port: number | undefined
}

function readFlags(argv: string[]): Flags {
  try {
    const { values } = parseArgs({
      args: argv,
      allowNegative: true,
      options: { role: { type: 'string' }, demo: { type: 'boolean' }, port: { type: 'string' } },
    })
    const role = z.enum(ROLES).default('all').safeParse(values.role)
    if (!role.success) throw new ConfigError('--role must be api, worker, socket or all')
    const port = z.coerce.number().int().min(0).max(65_535).optional().safeParse(values.port)
    if (!port.success) throw new ConfigError('--port must be a number from 0 to 65535')
    return { role: role.data, demo: values.demo, port: port.data }
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

function readAlerts(values: Environment): Config['alerts'] {
  const { ALERT_PAGERDUTY_KEY: routingKey, ALERT_PAGERDUTY_URL: url } = values
  return {
    mailTo: values.ALERT_EMAIL,
    slackUrl: values.ALERT_SLACK_URL,
    pagerDuty: routingKey ? { url, routingKey } : undefined,
  }
}

function readMail({ SMTP_URL, RESEND_API_KEY, RESEND_API_URL, MAIL_FROM: from }: Environment): MailConfig | undefined {
  if (SMTP_URL && RESEND_API_KEY) throw new ConfigError('SMTP_URL and RESEND_API_KEY are two ways for mail: set one')
  if (!SMTP_URL && !RESEND_API_KEY) return undefined
  if (!from) throw new ConfigError(`MAIL_FROM is required with ${SMTP_URL ? 'SMTP_URL' : 'RESEND_API_KEY'}`)
  if (SMTP_URL) return { kind: 'smtp', url: SMTP_URL, from }
  return { kind: 'resend', url: RESEND_API_URL.replace(/\/$/, ''), apiKey: RESEND_API_KEY!, from }
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
