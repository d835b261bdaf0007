import { request } from 'undici'
import type { Provider } from '../provider.ts'
import { TWIN_ACCOUNT } from '../twilio/inbound.ts'
import { startTwin, type Twin, type TwinOptions } from '../twin.ts'
import { type HookServer, startHook } from './hook.ts'

/** An answer of any provider. */
export interface Got {
  status: number
  headers: Record<string, string | string[] | undefined>
  bytes: Buffer
  text: string
  json: Json
}

/** JSON whose members tests look into. */
export type Json = Record<string, unknown> & { id?: string; sid?: string; code?: number; status?: unknown }

export const BUSINESS = '+14155238886'
export const SESSION = 'shop'
export const NUMBER = '106540352242922'
/** What each provider calls the same customer. */
export const CUSTOMER = '16505551234'
export const basic = (user = TWIN_ACCOUNT, secret = 'tawsil-twin-token') =>
  `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`

/** A twin with one channel of each provider, all of which tell the same receiver. */
export interface Providers {
  twin: Twin
  hook: HookServer
  twilio(method: string, path: string, body?: Record<string, string | string[]> | object, auth?: string): Promise<Got>
  waha(method: string, path: string, body?: object, key?: string | null): Promise<Got>
  graph(method: string, path: string, body?: object): Promise<Got>
  control(method: string, path: string, body?: object): Promise<Got>
  /** Sends a text as one attempt. */
  send(provider: Provider, text: string, attempt: string, signal?: AbortSignal): Promise<Got>
  close(): Promise<void>
}

export async function startProviders(options: TwinOptions = {}): Promise<Providers> {
  const hook = await startHook()
  const twin = await startTwin({
    port: 0,
    webhookUrl: hook.url,
    twilioWebhookUrl: hook.url,
    statuses: { sentMs: 0, deliveredMs: 10, readMs: null },
    retryDelaysMs: [0, 10],
    ...options,
  })
  const call = (method: string, path: string, headers: Record<string, string>, body?: string, signal?: AbortSignal) =>
    fetchFrom(twin.url + path, method, headers, body, signal)
  const waha: Providers['waha'] = (method, path, body, key = 'tawsil-twin-key') =>
    call(method, path, { ...json(body), ...(key && { 'x-api-key': key }) }, body && JSON.stringify(body))
  const webhooks = [
    { url: hook.url, events: ['*'], hmac: { key: 'hook key' }, retries: { attempts: 1, delaySeconds: 0 } },
  ]
  await waha('POST', '/api/sessions', { name: SESSION, config: { webhooks } })
  await twin.idle()
  twin.scan(SESSION, '14155550100')
  await twin.idle()
  return {
    twin,
    hook,
    waha,
    twilio: (method, path, body, auth = basic()) => {
      const asJson = path.startsWith('/v')
      const text = body && (asJson ? JSON.stringify(body) : formOf(body as Record<string, string | string[]>))
      const type = asJson ? 'application/json' : 'application/x-www-form-urlencoded'
      return call(method, path, { authorization: auth, ...(text && { 'content-type': type }) }, text)
    },
    graph: (method, path, body) =>
      call(method, path, { authorization: 'Bearer token', ...json(body) }, body && JSON.stringify(body)),
    control: (method, path, body) => call(method, path, json(body), body && JSON.stringify(body)),
    send: (provider, text, attempt, signal) => {
      const { path, headers, body } = textOf(provider, text, attempt, hook.url)
      return call('POST', path, headers, body, signal)
    },
    close: async () => {
      await twin.close()
      await hook.close()
    },
  }
}

const json = (body: unknown): Record<string, string> => (body ? { 'content-type': 'application/json' } : {})

/** A form; a list repeats its name. */
export function formOf(fields: Record<string, string | string[]>): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) => [value].flat().map(one => [name, one]))
  return new URLSearchParams(pairs as [string, string][]).toString()
}

function textOf(provider: Provider, text: string, attempt: string, hookUrl: string) {
  if (provider === 'twilio') {
    const form = {
      To: `whatsapp:+${CUSTOMER}`,
      From: `whatsapp:${BUSINESS}`,
      Body: text,
      StatusCallback: `${hookUrl}?attempt=${attempt}`,
    }
    const headers = { authorization: basic(), 'content-type': 'application/x-www-form-urlencoded' }
    return { path: `/2010-04-01/Accounts/${TWIN_ACCOUNT}/Messages.json`, headers, body: formOf(form) }
  }
  if (provider === 'waha') {
    const body = JSON.stringify({ session: SESSION, chatId: `${CUSTOMER}@c.us`, text, id: attempt })
    return { path: '/api/sendText', headers: { 'x-api-key': 'tawsil-twin-key', ...json(body) }, body }
  }
  const message = { messaging_product: 'whatsapp', to: CUSTOMER, type: 'text', text: { body: text } }
  const body = JSON.stringify({ ...message, biz_opaque_callback_data: attempt })
  return { path: `/v24.0/${NUMBER}/messages`, headers: { authorization: 'Bearer token', ...json(body) }, body }
}

async function fetchFrom(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: string | undefined,
  signal: AbortSignal = AbortSignal.timeout(5000),
): Promise<Got> {
  const response = await request(url, { method: method as 'POST', headers, ...(body && { body }), signal })
  const bytes = Buffer.from(await response.body.arrayBuffer())
  const text = bytes.toString('utf8')
  return { status: response.statusCode, headers: response.headers, bytes, text, json: parse(text) }
}

function parse(text: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
