import { createHash, createHmac } from 'node:crypto'
import type { Caller, TestApp } from './buildApp.ts'

/** Values of a delivery; a list is a name that is repeated. */
export type TwilioParams = Readonly<Record<string, string | readonly string[]>>

/** `X-Twilio-Signature` as Twilio's page describes it, written anew here so that the library is not judged by itself. */
export function twilioSignature(token: string, url: string, params: TwilioParams = {}): string {
  const signed = Object.keys(params)
    .toSorted()
    .flatMap(name => [...new Set([params[name]!].flat())].toSorted().map(value => `${name}${value}`))
  return createHmac('sha1', token)
    .update([url, ...signed].join(''))
    .digest('base64')
}

export const twilioForm = (params: TwilioParams): Buffer => {
  const form = new URLSearchParams()
  for (const [name, values] of Object.entries(params)) for (const value of [values].flat()) form.append(name, value)
  return Buffer.from(form.toString())
}

export interface TwilioPost {
  token: string
  /** With its query; default `/webhooks/twilio`. */
  path?: string
  /** Given as undefined: left out; as text: instead of the right one. */
  headers?: Record<string, string | undefined>
}

/** Posts a form the way Twilio does; bytes go as they are. */
export function postTwilio(program: Pick<TestApp, 'app' | 'context'>, form: TwilioParams | Buffer, how: TwilioPost) {
  const path = how.path ?? '/webhooks/twilio'
  const bytes = Buffer.isBuffer(form) ? form : twilioForm(form)
  const signature = twilioSignature(how.token, `${program.context.config.publicUrl}${path}`, paramsIn(bytes))
  return send(program, path, bytes, {
    'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
    'x-twilio-signature': signature,
    ...how.headers,
  })
}

/** Each name of a form with all its values. */
export const paramsIn = (form: Buffer): TwilioParams => {
  const read = new URLSearchParams(form.toString())
  return Object.fromEntries([...new Set(read.keys())].map(name => [name, read.getAll(name)]))
}

/** Posts JSON the way Twilio does: the address vouches for the body. */
export function postTwilioJson(program: Pick<TestApp, 'app' | 'context'>, body: unknown, how: TwilioPost) {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  const path = `${how.path ?? '/webhooks/twilio'}?bodySHA256=${createHash('sha256').update(bytes).digest('hex')}`
  return send(program, path, bytes, {
    'content-type': 'application/json',
    'x-twilio-signature': twilioSignature(how.token, `${program.context.config.publicUrl}${path}`),
    ...how.headers,
  })
}

function send(
  { app }: Pick<TestApp, 'app'>,
  url: string,
  payload: Buffer,
  headers: Record<string, string | undefined>,
) {
  const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))
  return app.inject({ method: 'POST', url, headers: given as Record<string, string>, payload })
}

/** A WhatsApp sender with the account that has it. */
export interface TwilioSender {
  from: string
  accountSid: string
  authToken: string
}

let made = 0

/** A sender that no other of this run is; account and token of its own. */
export function aSender(changes: Partial<TwilioSender> = {}): TwilioSender {
  const no = String(++made)
  const from = `+2125${String(process.pid % 10_000).padStart(4, '0')}${no.padStart(4, '0')}`
  return { from, accountSid: `AC${no.padStart(32, '0')}`, authToken: `token-of-account-${no}`, ...changes }
}

/** Connects a sender through the API. @returns it, with the channel's id as shown */
export async function connectTwilio(
  program: Pick<TestApp, 'call'>,
  caller: Caller,
  sender: TwilioSender = aSender(),
): Promise<TwilioSender & { id: string }> {
  const { status, data, text } = await program.call<{ id: string }>(caller, 'POST', '/api/v1/channels', {
    provider: 'twilio',
    name: `Sender ${sender.from}`,
    credentials: sender,
  })
  if (status !== 201) throw new Error(`connecting answered ${status}: ${text}`)
  return { ...sender, id: data.id }
}

/** What a customer writes to a sender. */
export const twilioText = (
  sender: Pick<TwilioSender, 'from' | 'accountSid'>,
  changes: TwilioParams = {},
): TwilioParams => {
  const sid = `SM${String(++made).padStart(32, '0')}`
  return {
    AccountSid: sender.accountSid,
    ApiVersion: '2010-04-01',
    Body: 'Salam',
    From: 'whatsapp:+212612345678',
    MessageSid: sid,
    MessageType: 'text',
    NumMedia: '0',
    NumSegments: '1',
    ProfileName: 'Amina',
    SmsMessageSid: sid,
    SmsSid: sid,
    SmsStatus: 'received',
    To: `whatsapp:${sender.from}`,
    WaId: '212612345678',
    ...changes,
  }
}

/** What Twilio tells of a message that was sent. */
export const twilioStatus = (
  sender: Pick<TwilioSender, 'from' | 'accountSid'>,
  sid: string,
  status: string,
  changes: TwilioParams = {},
): TwilioParams => ({
  AccountSid: sender.accountSid,
  ApiVersion: '2010-04-01',
  ChannelPrefix: 'whatsapp',
  ChannelToAddress: '+21261234XXXX',
  From: `whatsapp:${sender.from}`,
  MessageSid: sid,
  MessageStatus: status,
  SmsSid: sid,
  SmsStatus: status,
  To: 'whatsapp:+212612345678',
  ...changes,
})
