import { z } from 'zod'
import type { NumberConfig } from '../meta/accounts/numbers.ts'
import type { StatusTiming } from '../misbehaviour/statuses.ts'
import type { Engine } from '../waha/session.ts'

/** How to start a twin. Everything has a default. */
export interface TwinOptions {
  /** 0: any free port. Default 4010. */
  port?: number
  host?: string
  /** Where webhooks go unless a number or an account says otherwise. */
  webhookUrl?: string
  /** Signs webhooks (`X-Hub-Signature-256`). */
  appSecret?: string
  /** NDJSON file that keeps the journal. */
  journalFile?: string
  /** Journal entries kept in memory; 0 is unbounded. */
  journalMax?: number
  /** Seed of every random decision. */
  seed?: number
  statuses?: Partial<StatusTiming>
  /** How long every answer takes, in ms, after the call took effect. */
  answerMs?: number
  numbers?: NumberConfig[]
  /** Only configured numbers exist. */
  strict?: boolean
  /** WABA of numbers that name none. */
  wabaId?: string
  /** Pauses before the retries of an unacknowledged webhook, in ms; the length bounds them. */
  retryDelaysMs?: number[]
  webhookConcurrency?: number
  webhookTimeoutMs?: number
  /** Statuses that fall due together travel in one webhook, at most this many. 1: each alone. */
  statusBatchMax?: number
  statusBatchWindowMs?: number
  mediaUrlTtlMs?: number
  /** Memory for uploaded files, in bytes. */
  mediaMaxBytes?: number
  /** The auth token of every Twilio account. */
  twilioToken?: string
  /** Where Twilio's inbound messages go. */
  twilioWebhookUrl?: string
  /** The key of the WAHA server. */
  wahaApiKey?: string
  /** How the WAHA server answers sends. */
  wahaEngine?: Engine
}

/** Options with nothing left open. */
export type ResolvedOptions = Required<Omit<TwinOptions, 'journalFile' | 'wabaId' | 'statuses'>> & {
  journalFile?: string
  wabaId?: string
  statuses: StatusTiming
}

/** The secret the twin and a development server share when nobody chose one. Not a secret. */
export const DEFAULT_APP_SECRET = 'tawsil-twin-secret'
/** The same for Twilio and for WAHA. */
export const DEFAULT_TWILIO_TOKEN = 'tawsil-twin-token'
export const DEFAULT_WAHA_KEY = 'tawsil-twin-key'

const DEFAULTS = {
  port: 4010,
  host: '127.0.0.1',
  webhookUrl: 'http://127.0.0.1:4000/webhooks/meta',
  appSecret: DEFAULT_APP_SECRET,
  journalMax: 100_000,
  seed: 1,
  answerMs: 0,
  numbers: [],
  strict: false,
  // Immediate, then ever rarer: about ten minutes in all, where Meta goes on for days.
  retryDelaysMs: [0, 1000, 5000, 15_000, 60_000, 180_000, 300_000],
  webhookConcurrency: 32,
  webhookTimeoutMs: 10_000,
  statusBatchMax: 50,
  statusBatchWindowMs: 5,
  mediaUrlTtlMs: 5 * 60_000,
  mediaMaxBytes: 256 * 1024 * 1024,
  twilioToken: DEFAULT_TWILIO_TOKEN,
  twilioWebhookUrl: 'http://127.0.0.1:4000/webhooks/twilio',
  wahaApiKey: DEFAULT_WAHA_KEY,
  wahaEngine: 'GOWS',
} satisfies Partial<ResolvedOptions>

const TIMING: StatusTiming = { sentMs: 50, deliveredMs: 250, readMs: null }

/** Fills in the defaults. */
export function resolveOptions(options: TwinOptions): ResolvedOptions {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  return { ...DEFAULTS, ...given, statuses: { ...TIMING, ...options.statuses } } as ResolvedOptions
}

const milliseconds = z.union([z.literal('never').transform(() => null), z.coerce.number().int().nonnegative()])
const environment = z.object({
  TWIN_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  TWIN_HOST: z.string().min(1).optional(),
  TWIN_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  TWIN_APP_SECRET: z.string().min(1).optional(),
  META_APP_SECRET: z.string().min(1).optional(),
  TWIN_JOURNAL: z.string().min(1).optional(),
  TWIN_JOURNAL_MAX: z.coerce.number().int().nonnegative().optional(),
  TWIN_SEED: z.coerce.number().int().optional(),
  TWIN_WABA_ID: z.string().regex(/^\d+$/).optional(),
  TWIN_SENT_MS: milliseconds.optional(),
  TWIN_DELIVERED_MS: milliseconds.optional(),
  TWIN_READ_MS: milliseconds.optional(),
  TWIN_ANSWER_MS: z.coerce.number().int().nonnegative().optional(),
  TWIN_TWILIO_TOKEN: z.string().min(1).optional(),
  TWIN_TWILIO_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  TWIN_WAHA_KEY: z.string().min(1).optional(),
  TWIN_WAHA_ENGINE: z.enum(['GOWS', 'NOWEB', 'WEBJS']).optional(),
})

/**
 * Options from the environment, overridden by flags: `--port 4010` is `TWIN_PORT=4010`, `--webhook-url` is
 * `TWIN_WEBHOOK_URL`. Throws one line that names every wrong setting.
 */
export function readOptions(env: NodeJS.ProcessEnv, argv: string[]): TwinOptions {
  const parsed = environment.safeParse({ ...withoutEmpty(env), ...readFlags(argv) })
  if (!parsed.success) {
    const problems = parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`The twin cannot start. ${problems.join('; ')}`)
  }
  const settings = parsed.data
  return {
    port: settings.TWIN_PORT,
    host: settings.TWIN_HOST,
    webhookUrl: settings.TWIN_WEBHOOK_URL,
    appSecret: settings.TWIN_APP_SECRET ?? settings.META_APP_SECRET,
    journalFile: settings.TWIN_JOURNAL,
    journalMax: settings.TWIN_JOURNAL_MAX,
    seed: settings.TWIN_SEED,
    wabaId: settings.TWIN_WABA_ID,
    answerMs: settings.TWIN_ANSWER_MS,
    twilioToken: settings.TWIN_TWILIO_TOKEN,
    twilioWebhookUrl: settings.TWIN_TWILIO_WEBHOOK_URL,
    wahaApiKey: settings.TWIN_WAHA_KEY,
    wahaEngine: settings.TWIN_WAHA_ENGINE,
    statuses: dropUndefined({
      sentMs: settings.TWIN_SENT_MS,
      deliveredMs: settings.TWIN_DELIVERED_MS,
      readMs: settings.TWIN_READ_MS,
    }),
  }
}

function readFlags(argv: string[]): Record<string, string> {
  const flags: Record<string, string> = {}
  for (let index = 0; index < argv.length; index += 2) {
    const name = /^--([a-z-]+)$/.exec(argv[index] ?? '')?.[1]
    const key = name ? `TWIN_${name.toUpperCase().replaceAll('-', '_')}` : ''
    const value = argv[index + 1]
    if (!(key in environment.shape) || value === undefined) {
      throw new Error(`The twin cannot start. Unknown or incomplete flag: ${argv[index]}`)
    }
    flags[key] = value
  }
  return flags
}

function withoutEmpty(env: NodeJS.ProcessEnv): Record<string, string> {
  const set = Object.entries(env).filter((pair): pair is [string, string] => Boolean(pair[1]))
  return Object.fromEntries(set)
}

function dropUndefined<T extends object>(object: T): Partial<{ [K in keyof T]: Exclude<T[K], undefined> }> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never
}
