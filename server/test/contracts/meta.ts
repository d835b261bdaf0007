import { createHmac } from 'node:crypto'
import { drainIntake } from '../../features/messaging/index.ts'
import type { Caller, TestApp } from '../buildApp.ts'

/** `X-Hub-Signature-256` over exactly these bytes. */
export const signature = (secret: string, body: Buffer): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

export interface Posting {
  /** Default: the platform's app. */
  secret?: string
  path?: string
  headers?: Record<string, string | undefined>
}

/** POSTs bytes the way Meta does; `headers` replaces single ones, undefined removes one. */
export async function post({ app, context }: TestApp, body: Buffer | string, posting: Posting = {}) {
  const bytes = Buffer.from(body)
  const { secret = context.config.metaAppSecret!, path = '/webhooks/meta' } = posting
  const given = {
    'content-type': 'application/json',
    'x-hub-signature-256': signature(secret, bytes),
    ...posting.headers,
  }
  const headers = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return await app.inject({ method: 'POST', url: path, headers, payload: bytes })
}

/** Posts a delivery, expects it to be taken, and processes all there is. */
export async function receive(app: TestApp, body: Buffer | string, posting?: Posting): Promise<void> {
  const { statusCode, body: text } = await post(app, body, posting)
  if (statusCode !== 200) throw new Error(`the delivery was answered ${statusCode}: ${text}`)
  await drainIntake(app.context)
}

export interface NumberInput {
  number: string
  account: string
  appSecret?: string
  accessToken?: string
}

/** Connects a number through the API. @returns the channel's id as shown */
export async function connectNumber(app: TestApp, caller: Caller, input: NumberInput): Promise<string> {
  const { number: phoneNumberId, account: wabaId, appSecret, accessToken = 'EAAG-test-token' } = input
  const { status, data, text } = await app.call<{ id: string }>(caller, 'POST', '/api/v1/channels', {
    provider: 'cloud_api',
    name: `Number ${phoneNumberId}`.slice(0, 100),
    credentials: { phoneNumberId, wabaId, accessToken, ...(appSecret && { appSecret }) },
  })
  if (status !== 201) throw new Error(`connecting answered ${status}: ${text}`)
  return data.id
}

export interface TextInput {
  number: string
  account?: string
  from?: string
  name?: string
  id?: string
  text?: string
}

let sent = 0

/** One text message as Meta delivers it; what is not given is made up. */
export function textDelivery(input: TextInput): Buffer {
  const { number, account = 'waba', from = '212600000001', name = 'Customer', text = 'Hello' } = input
  const id = input.id ?? `wamid.test.${process.pid}.${++sent}`
  const timestamp = String(Math.floor(Date.now() / 1000))
  return messagesDelivery({
    number,
    account,
    contacts: [{ profile: { name }, wa_id: from }],
    messages: [{ from, id, timestamp, type: 'text', text: { body: text } }],
  })
}

/** Messages in Meta's envelope. */
export function messagesDelivery(input: {
  number: string
  account?: string
  contacts?: unknown[]
  messages: unknown[]
}): Buffer {
  const { number, account = 'waba', ...parts } = input
  const metadata = { display_phone_number: '15550783881', phone_number_id: number }
  const value = { messaging_product: 'whatsapp', metadata, ...parts }
  const entry = [{ id: account, changes: [{ value, field: 'messages' }] }]
  return Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry }))
}
