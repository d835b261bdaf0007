import { randomUUID } from 'node:crypto'
import { request } from 'undici'
import type { ErrorReportsConfig } from '../config/index.ts'
import { type SafeError, safeError } from './safe-error.ts'
import { isTellable, scrubbed } from './scrub.ts'

/** Tells a service that collects errors (Sentry, GlitchTip, Bugsink) what went wrong. */
export interface ErrorReports {
  /** Never throws and never waits. `facts` is what stands beside the error in the log: only ids of it are told. */
  report(error: unknown, facts: Readonly<Record<string, unknown>>, message: string | undefined): void
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>
}

/** The same fault again so soon is only counted. */
const SAME_EVERY_MS = 60_000
const MOST_A_MINUTE = 30
const MOST_WAITING = 20
const MOST_KNOWN = 500
const SEND_WITHIN_MS = 5_000
const PAUSE_SECONDS = 60
const LONGEST_PAUSE_SECONDS = 3_600
const CLIENT = 'tawsil/1'

/** Of what stands beside an error, this is told, when it looks like an id or a name. */
const TOLD = [
  ...['tenantId', 'requestId', 'traceId', 'channelId', 'messageId', 'mediaId', 'mailId', 'endpointId', 'rawEventId'],
  ...['subscriber', 'event', 'queue', 'job', 'kind', 'code', 'provider', 'master', 'problem', 'table'],
]

export function createErrorReports(config: ErrorReportsConfig): ErrorReports {
  const waiting: string[] = []
  const said = new Map<string, { at: number; unsaid: number }>()
  let minute = { at: performance.now(), count: 0 }
  let pausedUntil = 0
  let sending: Promise<void> = Promise.resolve()
  let busy = false

  const mayTell = (key: string): { unsaid: number } | undefined => {
    const now = performance.now()
    const known = said.get(key)
    if (known && now - known.at < SAME_EVERY_MS) return void known.unsaid++
    if (now - minute.at > 60_000) minute = { at: now, count: 0 }
    if (now < pausedUntil || minute.count >= MOST_A_MINUTE || waiting.length >= MOST_WAITING) return undefined
    minute.count++
    if (said.size >= MOST_KNOWN) said.delete(said.keys().next().value!)
    said.set(key, { at: now, unsaid: 0 })
    return { unsaid: known?.unsaid ?? 0 }
  }
  const drain = async () => {
    for (let envelope = waiting.shift(); envelope; envelope = waiting.shift()) {
      if (performance.now() < pausedUntil) continue
      const seconds = await send(config, envelope)
      if (seconds > 0) pausedUntil = performance.now() + seconds * 1000
    }
    busy = false
  }
  return {
    report: (error, facts, message) => {
      const safe = safeError(error)
      const told = mayTell(`${safe.type} ${safe.code ?? ''} ${framesOf(safe).at(-1)?.filename ?? ''} ${message ?? ''}`)
      if (!told) return
      waiting.push(envelopeOf(config, safe, { ...tagsOf(facts), unsaid: `${told.unsaid}` }, message))
      if (busy) return
      busy = true
      sending = drain()
    },
    idle: () => sending,
  }
}

/** @returns for how many seconds nothing more is wanted; 0: it was taken */
async function send({ url, key }: ErrorReportsConfig, body: string): Promise<number> {
  try {
    const {
      statusCode,
      headers,
      body: answer,
    } = await request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-sentry-envelope',
        'x-sentry-auth': `Sentry sentry_version=7, sentry_client=${CLIENT}, sentry_key=${key}`,
      },
      body,
      signal: AbortSignal.timeout(SEND_WITHIN_MS),
    })
    await answer.dump()
    if (statusCode === 429) return pauseOf(headers['retry-after'])
    return statusCode >= 500 ? PAUSE_SECONDS : 0
  } catch {
    // Whoever collects errors is away. There is nobody left to tell, and the log has the error.
    return PAUSE_SECONDS
  }
}

/** `Retry-After`: seconds, or a date. */
function pauseOf(header: string | string[] | undefined): number {
  const text = String(header ?? '')
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000
  return Math.min(Math.max(Number.isFinite(seconds) ? seconds : PAUSE_SECONDS, 1), LONGEST_PAUSE_SECONDS)
}

const tagsOf = (facts: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    TOLD.flatMap(name => {
      const value = facts[name]
      return isTellable(value) ? [[name, value]] : []
    }),
  )

/** An envelope with one event, as https://develop.sentry.dev/sdk/data-model/envelopes/ describes it. */
function envelopeOf(
  { environment }: ErrorReportsConfig,
  error: SafeError,
  tags: Record<string, string>,
  message: string | undefined,
): string {
  const id = randomUUID().replaceAll('-', '')
  const event = {
    event_id: id,
    timestamp: Date.now() / 1000,
    platform: 'node',
    level: 'error',
    logger: 'tawsil',
    environment,
    tags,
    ...(message !== undefined && { logentry: { formatted: scrubbed(message) } }),
    exception: { values: exceptionsOf(error) },
  }
  const payload = JSON.stringify(event)
  const header = { event_id: id, sent_at: new Date().toISOString() }
  const item = { type: 'event', content_type: 'application/json', length: Buffer.byteLength(payload) }
  return `${JSON.stringify(header)}\n${JSON.stringify(item)}\n${payload}\n`
}

/** The causes first. */
function exceptionsOf(error: SafeError): object[] {
  const { type, code, message, cause } = error
  const own = { type, value: scrubbed(code === undefined ? message : `${code}: ${message}`) }
  return [...(cause ? exceptionsOf(cause) : []), { ...own, stacktrace: { frames: framesOf(error) } }]
}

interface Frame {
  function: string
  filename: string
  lineno: number
  colno: number
  in_app: boolean
}

const FRAME = /^\s+at (?:(.*?) \()?(?:file:\/\/)?(.*?):(\d+):(\d+)\)?$/

/** The oldest call first. Lines that are no frames are the message, which stands elsewhere. */
function framesOf({ stack = '' }: SafeError): Frame[] {
  return stack
    .split('\n')
    .flatMap((line): Frame[] => {
      const found = FRAME.exec(line)
      if (!found) return []
      const [, name = '?', path = '', lineno, colno] = found
      const filename = path.replace(/^.*?\/(?=(server|node_modules)\/)/, '')
      const inApp = !/^(node:|node_modules\/)/.test(filename)
      return [{ function: name, filename, lineno: Number(lineno), colno: Number(colno), in_app: inApp }]
    })
    .reverse()
}
