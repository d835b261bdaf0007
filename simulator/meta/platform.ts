import type { Answer, CallDeps, Dialect } from '../calls.ts'
import type { ResolvedOptions } from '../control/options.ts'
import type { FaultRule } from '../misbehaviour/faults.ts'
import type { StatusFaults, StatusTiming } from '../misbehaviour/statuses.ts'
import type { Activity } from '../record/activity.ts'
import type { Journal } from '../record/journal.ts'
import type { Windows } from '../record/windows.ts'
import type { Review } from '../review.ts'
import type { Outcome, Poster } from '../webhooks.ts'
import { type CodeBook, createCodeBook } from './accounts/codes.ts'
import { type BusinessNumber, createNumberBook, type NumberBook } from './accounts/numbers.ts'
import { envelope, metaJson, signedHeaders } from './envelope.ts'
import { codeForStatus, graphError, traceId } from './errors.ts'
import type { contactOf } from './inbound/inbound.ts'
import { createMediaStore, type MediaStore } from './media/media.store.ts'
import { createTemplateStore, type TemplateStore } from './templates/template.store.ts'

/** A customer the twin has met. */
export type Person = Parameters<typeof contactOf>[0]

/** What the Meta side of the twin works with. */
export interface Platform {
  options: ResolvedOptions
  calls: CallDeps
  journal: Journal
  activity: Activity
  poster: Poster
  numbers: NumberBook
  media: MediaStore
  templates: TemplateStore
  codes: CodeBook
  people: Map<string, Person>
  /** Both can change while the twin runs. */
  timing: () => StatusTiming
  statusFaults: () => StatusFaults
  /** The service window, when it is enforced (see `Windows`). */
  windows: Windows
  /** How templates are judged. */
  review: () => Review
}

/** Adds the parts that belong to Meta. */
export function createPlatform(
  parts: Omit<Platform, 'numbers' | 'media' | 'templates' | 'codes' | 'people'>,
): Platform {
  const { options } = parts
  const app = {
    webhookUrl: options.webhookUrl,
    appSecret: options.appSecret,
    strict: options.strict,
    wabaId: options.wabaId,
  }
  return {
    ...parts,
    numbers: createNumberBook(app, options.numbers),
    media: createMediaStore(options.mediaMaxBytes),
    templates: createTemplateStore(parts.review),
    codes: createCodeBook(),
    people: new Map(),
  }
}

/** Forgets everything but the configured numbers. */
export function resetPlatform(platform: Platform): void {
  platform.numbers.reset()
  platform.media.clear()
  platform.templates.clear()
  platform.people.clear()
  platform.windows.clear()
}

/** Signs a webhook and posts it where the number's webhooks go. Null when the app is unsubscribed. */
export function postWebhook(
  platform: Platform,
  number: BusinessNumber,
  type: string,
  value: unknown,
  field = 'messages',
): Promise<Outcome> | null {
  const route = platform.numbers.route(number)
  if (!route) return null
  const payload = envelope(number.wabaId, field, value)
  const body = Buffer.from(metaJson(payload), 'utf8')
  return platform.poster.post({
    url: route.url,
    headers: signedHeaders(route.secret, body),
    body,
    sign: bytes => signedHeaders(route.secret, bytes),
    type,
    phoneNumberId: number.id,
    payload,
  })
}

/** A webhook about the account itself, as `message_template_status_update` is. Null when the app is unsubscribed. */
export function postAccountWebhook(
  platform: Platform,
  wabaId: string,
  field: string,
  value: unknown,
): Promise<Outcome> | null {
  const route = platform.numbers.accountRoute(wabaId)
  if (!route) return null
  const time = Math.floor(Date.now() / 1000)
  const payload = { object: 'whatsapp_business_account', entry: [{ id: wabaId, time, changes: [{ value, field }] }] }
  const body = Buffer.from(metaJson(payload), 'utf8')
  const sign = (bytes: Buffer) => signedHeaders(route.secret, bytes)
  return platform.poster.post({ url: route.url, headers: sign(body), body, sign, type: field, payload })
}

/** Answers in Meta's wording, encoding and headers. */
export const metaDialect: Dialect = {
  errorAnswer: (rule: FaultRule) => graphError(rule.code ?? codeForStatus(rule.status ?? 500), { status: rule.status }),
  encode: metaJson,
  headers: (answer: Answer) => ({
    'content-type': 'application/json; charset=UTF-8',
    'cache-control': 'private, no-cache, no-store, must-revalidate',
    'x-fb-trace-id': traceId().slice(0, 11),
    ...(answer.status >= 400 && { 'www-authenticate': challenge(answer.body) }),
    ...(answer.status >= 400 && usageOf(answer.body)),
  }),
}

const THROTTLED = new Set([4, 80007])
const MINUTES_TO_WAIT = 1

/** How much of the limit is used, as JSON in a header: it says in how many minutes calls are allowed again. */
function usageOf(body: unknown): Record<string, string> {
  const { code, type } = (body as { error?: { code?: number; type?: string } }).error ?? {}
  if (!THROTTLED.has(code ?? -1)) return {}
  const share = { call_count: 100, total_cputime: 25, total_time: 25 }
  const usage = { type: 'whatsapp_business_management', ...share, estimated_time_to_regain_access: MINUTES_TO_WAIT }
  return {
    'x-app-usage': JSON.stringify(share),
    ...(type && { 'x-business-use-case-usage': JSON.stringify({ '1234567890123456': [usage] }) }),
  }
}

/** `Www-Authenticate` accompanies every recorded error. Header values hold printable ASCII only. */
function challenge(body: unknown): string {
  const message = (body as { error?: { message?: string } }).error?.message ?? 'Unknown error'
  const printable = message.replace(/[^\x20-\x7e]/g, '?').replaceAll('"', "'")
  return `OAuth "Facebook Platform" "invalid_request" "${printable}"`
}
