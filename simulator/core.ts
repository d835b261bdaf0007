import type { ResolvedOptions } from './control/options.ts'
import { type PhoneMessage, phoneView } from './control/phones.ts'
import type { FaultConfig, RuntimeConfig, StatusInput } from './control/schema.ts'
import type { NumberConfig } from './meta/accounts/numbers.ts'
import type { InboundInput } from './meta/inbound/inbound.ts'
import { type Injected, injectInbound, injectRaw, type RawInput } from './meta/inbound/injector.ts'
import { createPlatform, type Platform, resetPlatform } from './meta/platform.ts'
import { createReporter, type Reporter } from './meta/reporter.ts'
import type { SentMessage } from './meta/status.payload.ts'
import { createElsewhere, type Elsewhere } from './misbehaviour/elsewhere.ts'
import { prepareRules, type RuleState } from './misbehaviour/faults.ts'
import type { Line } from './misbehaviour/line.ts'
import type { StatusFaults, StatusTiming } from './misbehaviour/statuses.ts'
import type { WebhookFaults } from './misbehaviour/webhook.faults.ts'
import { type Random, seededRandom } from './random.ts'
import { type Activity, createActivity } from './record/activity.ts'
import type { Entry, Journal } from './record/journal.ts'
import { createLedger, type Ledger, type Summary } from './record/ledger.ts'
import { createWindows } from './record/windows.ts'
import { DEFAULT_REVIEW, type Review } from './review.ts'
import { createTwilio, type Twilio } from './twilio/service.ts'
import { createWaha, type Waha } from './waha/service.ts'
import { createPoster, type Outcome } from './webhooks.ts'

/** The numbers of the ledger, and how much is still to be sent. */
export type TwinSummary = Summary & {
  /** Statuses and webhooks not finished. */
  pending: number
  journal: ReturnType<Journal['extent']>
}

/** The twin without its server: what the control routes and in-process tests steer. */
export interface TwinCore {
  platform: Platform
  reporter: Reporter
  twilio: Twilio
  waha: Waha
  journal: Journal
  ledger: Ledger
  elsewhere: Elsewhere
  summary(): TwinSummary
  script(): { seed: number; rules: RuleState[]; statuses: StatusFaults; webhooks: WebhookFaults }
  configure(config: FaultConfig): void
  /** Answers the settings now in force. */
  adjust(config: RuntimeConfig): { webhookUrl: string; strict: boolean; statuses: StatusTiming; answerMs: number }
  addNumber(config: NumberConfig): void
  inject(input: InboundInput): Injected
  injectRaw(input: RawInput): Promise<Outcome>[]
  reportStatus(input: StatusInput): Promise<Outcome | null>
  phone(customer: string): PhoneMessage[]
  reset(): void
  idle(timeoutMs?: number): Promise<void>
}

type Recorder = (entry: Omit<Entry, 'seq' | 'at'>) => Entry

interface Script {
  seed: number
  random: Random
  rules: RuleState[]
  statuses: StatusFaults
  webhooks: WebhookFaults
  timing: StatusTiming
  answerMs: number
  windows: boolean
  review: Review
}

const IDLE_TIMEOUT_MS = 10_000

/** Puts the parts together. Nothing listens yet. */
export function createCore(options: ResolvedOptions, journal: Journal, line: Line): TwinCore {
  const activity = createActivity()
  const ledger = createLedger()
  const script = freshScript(options)
  const elsewhere = createElsewhere()
  const record: Recorder = entry => {
    const written = journal.append(entry)
    ledger.add(written)
    return written
  }
  const random = () => script.random()
  const limits = { ...limitsOf(options), faults: () => script.webhooks, random }
  const platform = createPlatform({
    options,
    journal,
    activity,
    poster: createPoster(limits, activity, record),
    calls: { line, elsewhere, answerMs: () => script.answerMs, random, rules: () => script.rules, record },
    timing: () => script.timing,
    statusFaults: () => script.statuses,
    windows: createWindows(() => script.windows),
    review: () => script.review,
  })
  const reporter = createReporter(platform)
  const twilio = createTwilio(platform, { token: options.twilioToken, webhookUrl: options.twilioWebhookUrl })
  const waha = createWaha(platform, { apiKey: options.wahaApiKey, engine: options.wahaEngine })
  return {
    platform,
    reporter,
    twilio,
    waha,
    journal,
    ledger,
    elsewhere,
    summary: () => ({ ...ledger.summary(), pending: activity.pending(), journal: journal.extent() }),
    script: () => ({ seed: script.seed, rules: script.rules, statuses: script.statuses, webhooks: script.webhooks }),
    configure: config => configure(script, config, record),
    adjust: config => {
      if (config.twilioWebhookUrl) twilio.setWebhookUrl(config.twilioWebhookUrl)
      if (config.wahaEngine) waha.engine = config.wahaEngine
      return adjust(platform, script, config)
    },
    addNumber: config => void platform.numbers.configure(config),
    inject: input => injectInbound(platform, input),
    injectRaw: input => injectRaw(platform, input),
    reportStatus: input => reportStatus(platform, reporter, input),
    phone: customer => phoneView(journal.read(), customer),
    idle: (timeoutMs = IDLE_TIMEOUT_MS) => activity.idle(timeoutMs),
    reset: () => {
      twilio.reset()
      waha.reset()
      elsewhere.clear()
      stopEverything(platform, reporter, activity)
      ledger.clear()
      journal.forget()
      Object.assign(script, freshScript(options))
      record({ kind: 'reset' })
    },
  }
}

function stopEverything(platform: Platform, reporter: Reporter, activity: Activity): void {
  reporter.forget()
  platform.poster.forget()
  activity.clear()
  resetPlatform(platform)
}

function limitsOf(options: ResolvedOptions) {
  return {
    concurrency: options.webhookConcurrency,
    timeoutMs: options.webhookTimeoutMs,
    retryDelaysMs: options.retryDelaysMs,
  }
}

function freshScript(options: ResolvedOptions): Script {
  const { seed, statuses: timing, answerMs } = options
  return {
    seed,
    random: seededRandom(seed),
    rules: [],
    statuses: {},
    webhooks: {},
    timing,
    answerMs,
    windows: false,
    review: DEFAULT_REVIEW,
  }
}

function configure(script: Script, config: FaultConfig, record: (entry: Omit<Entry, 'seq' | 'at'>) => Entry): void {
  if (config.seed !== undefined) {
    script.seed = config.seed
    script.random = seededRandom(config.seed)
  }
  if (config.rules) script.rules = prepareRules(config.rules)
  if (config.statuses) script.statuses = config.statuses
  if (config.webhooks) script.webhooks = config.webhooks
  record({ kind: 'config', request: config })
}

function adjust(platform: Platform, script: Script, config: RuntimeConfig): ReturnType<TwinCore['adjust']> {
  const { app } = platform.numbers
  if (config.webhookUrl) app.webhookUrl = config.webhookUrl
  if (config.appSecret) app.appSecret = config.appSecret
  if (config.strict !== undefined) app.strict = config.strict
  script.timing = { ...script.timing, ...config.statuses }
  script.answerMs = config.answerMs ?? script.answerMs
  script.windows = config.windows ?? script.windows
  script.review = { ...script.review, ...config.review }
  return { webhookUrl: app.webhookUrl, strict: app.strict, statuses: script.timing, answerMs: script.answerMs }
}

/** Posts one status. What the input does not say is taken from the journal's entry of the message. */
async function reportStatus(platform: Platform, reporter: Reporter, input: StatusInput): Promise<Outcome | null> {
  const entry = findSend(platform.journal, input.wamid)
  const to = input.to ?? entry?.to ?? ''
  const sent: SentMessage = {
    wamid: input.wamid,
    phoneNumberId: input.phoneNumberId ?? entry?.phoneNumberId ?? '',
    to,
    addressing: /^\d*$/.test(to) ? 'phone' : 'bsuid',
    attemptId: input.attemptId ?? entry?.attemptId,
    type: entry?.type ?? 'text',
    version: Number.MAX_SAFE_INTEGER,
    acceptedAtMs: Date.now(),
  }
  const { status, code, withoutCallbackData } = input
  const timestamp = input.timestamp ?? Math.floor(Date.now() / 1000)
  return reporter.report({ sent, status, timestamp, code, withoutCallbackData })
}

function findSend(journal: Journal, wamid: string): Entry | undefined {
  for (const entry of journal.newestFirst()) if (entry.kind === 'send' && entry.wamid === wamid) return entry
  return undefined
}
