import { randomUUID } from 'node:crypto'
import type { Platform } from '../meta/platform.ts'
import { spoilSignature } from '../misbehaviour/webhook.faults.ts'
import type { Outcome } from '../webhooks.ts'
import type { AccountBook } from './accounts.ts'
import { messageOf } from './errors.ts'
import { readOverrides } from './overrides.ts'
import type { TwilioMessage } from './records.ts'
import { formBody, signForm, signJson } from './sign.ts'

type Form = Record<string, string>

/** What a webhook is about, for the journal. */
interface About {
  type: string
  channel: string
}

/** A body to be posted as it is: `POST /twin/twilio/raw`. */
export interface TwilioRaw {
  /** Posted as a form, or as JSON whose digest is in the address. */
  form?: Form
  json?: unknown
  url?: string
  account?: string
  signature?: 'valid' | 'invalid' | 'missing'
  copies?: number
}

const FORM = 'application/x-www-form-urlencoded; charset=utf-8'
/** The pause before a retry. It is short, because Twilio tries again within the same request. */
const RETRY_MS = 500

/** Posts signed forms as Twilio does: once, and again only if the fragment of the address asks for it. */
export function createCallbacks(platform: Platform, accounts: AccountBook) {
  const post = (account: string, address: string, form: Form, about: About): Promise<Outcome> => {
    const { url, ...rest } = wayOf(address)
    const body = formBody(form)
    const sign = (bytes: Buffer) => ({
      'x-twilio-signature': signForm(accounts.token(account), url, Object.fromEntries(new URLSearchParams(`${bytes}`))),
    })
    const headers = { ...commonHeaders(FORM), 'x-twilio-signature': signForm(accounts.token(account), url, form) }
    return platform.poster.post({ url, headers, body, sign, ...describe(about), payload: form, ...rest })
  }
  const postRaw = (input: TwilioRaw): Promise<Outcome>[] => {
    const account = input.account ?? ''
    const { url, ...rest } = wayOf(input.url ?? accounts.webhookUrl(account))
    const signed = signRaw(accounts.token(account), url, input)
    const headers = finish(signed.headers, input.signature ?? 'valid')
    const about = describe({ type: 'raw', channel: '' })
    return Array.from({ length: input.copies ?? 1 }, () =>
      platform.poster.post({ ...signed, headers, ...about, payload: input.form ?? input.json, ...rest }),
    )
  }
  return {
    post,
    raw: postRaw,
    /** A status callback, when the sender asked for one. */
    status: (message: TwilioMessage, status: string, errorCode: number | null): void => {
      if (message.statusCallback === undefined) return
      const about = { type: 'status', channel: message.channel }
      void post(message.account, message.statusCallback, statusForm(message, status, errorCode), about)
    },
  }
}

function wayOf(address: string) {
  const { url, retries, again, timeoutMs } = readOverrides(address)
  return { url, retryDelaysMs: Array.from({ length: retries }, () => RETRY_MS), again, timeoutMs }
}

const describe = ({ type, channel }: About) => ({ type, provider: 'twilio' as const, phoneNumberId: channel })

const commonHeaders = (contentType: string): Form => ({
  'content-type': contentType,
  'user-agent': 'TwilioProxy/1.1',
  // The same on every retry of one webhook.
  'i-twilio-idempotency-token': randomUUID(),
})

function signRaw(token: string, url: string, { form, json }: TwilioRaw) {
  if (form) {
    const headers = { ...commonHeaders(FORM), 'x-twilio-signature': signForm(token, url, form) }
    return { url, headers, body: formBody(form) }
  }
  const body = Buffer.from(typeof json === 'string' ? json : JSON.stringify(json))
  const signed = signJson(token, url, body)
  return {
    url: signed.url,
    headers: { ...commonHeaders('application/json'), 'x-twilio-signature': signed.signature },
    body,
  }
}

function finish(headers: Form, kind: NonNullable<TwilioRaw['signature']>): Form {
  if (kind === 'valid') return headers
  if (kind === 'invalid') return spoilSignature(headers)
  const { 'x-twilio-signature': _, ...unsigned } = headers
  return unsigned
}

/** `EventType` comes with what WhatsApp reports, `StructuredMessage` with what Twilio does by itself. */
function statusForm(message: TwilioMessage, status: string, errorCode: number | null): Form {
  const reported = ['delivered', 'read', 'undelivered'].includes(status)
  return {
    ...(reported && { EventType: status.toUpperCase() }),
    SmsSid: message.id,
    SmsStatus: status,
    MessageStatus: status,
    ChannelToAddress: message.to.replace('whatsapp:', ''),
    To: message.to,
    ChannelPrefix: 'whatsapp',
    MessageSid: message.id,
    AccountSid: message.account,
    ...(!reported && { StructuredMessage: 'false' }),
    From: message.from ?? '',
    ...(message.messagingServiceSid && { MessagingServiceSid: message.messagingServiceSid }),
    ApiVersion: '2010-04-01',
    ChannelInstallSid: `XE${message.account.slice(2)}`,
    ...(errorCode !== null && { ErrorCode: String(errorCode), ChannelStatusMessage: messageOf(errorCode) }),
  }
}
