import { randomBytes } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { type Accepted, type Answer, perform, refuse } from '../calls.ts'
import type { FaultRule } from '../faults.ts'
import { twilioDialect, twilioError } from './errors.ts'
import type { Twilio, TwilioMessage } from './service.ts'

export type Form = Readonly<Record<string, string | string[]>>

const one = (form: Form, name: string): string | undefined => {
  const value = form[name]
  return Array.isArray(value) ? value[0] : value
}

const LONGEST_BODY = 1600
const PHONE = /^whatsapp:(\+[1-9]\d{6,14}|[A-Z]{2}\.[A-Za-z0-9.]{1,128})$/

/** `POST …/Messages.json`: takes the message, or says why not in Twilio's words. */
export function handleSend(twilio: Twilio, account: string, form: Form, reply: FastifyReply) {
  const to = one(form, 'To') ?? ''
  const from = one(form, 'From') ?? ''
  const statusCallback = one(form, 'StatusCallback')
  const about = {
    provider: 'twilio' as const,
    phoneNumberId: from,
    to,
    type: typeOf(form),
    attemptId: attemptOf(statusCallback),
  }
  const refusal = judge(form, to, from)
  const { calls } = twilio.platform
  if (refusal) return refuse(calls, twilioDialect, reply, { kind: 'send', ...about, request: form }, refusal)
  return perform(calls, twilioDialect, reply, {
    kind: 'send',
    op: 'send',
    ...about,
    request: form,
    accept: rule => accept(twilio, account, form, { to, from, statusCallback, attemptId: about.attemptId }, rule),
  })
}

/** The caller's own id of the attempt, which only its callback address carries. */
function attemptOf(statusCallback: string | undefined): string | undefined {
  if (!statusCallback || !URL.canParse(statusCallback)) return undefined
  return [...new URL(statusCallback).searchParams.values()][0]
}

function typeOf(form: Form): string {
  if (form.ContentSid) return 'template'
  if (form.MediaUrl) return 'media'
  return form.PersistentAction ? 'location' : 'text'
}

function judge(form: Form, to: string, from: string): Answer | undefined {
  if (to === '') return twilioError(21604)
  if (!PHONE.test(to)) return twilioError(21211)
  if (from === '' && !form.MessagingServiceSid) return twilioError(21603)
  if (from !== '' && !PHONE.test(from)) return twilioError(63007)
  if (!form.Body && !form.MediaUrl && !form.ContentSid) return twilioError(21619)
  if ((one(form, 'Body')?.length ?? 0) > LONGEST_BODY) return twilioError(21617)
  const variables = one(form, 'ContentVariables')
  return variables !== undefined && !isJson(variables) ? twilioError(21656) : undefined
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

interface Parties {
  to: string
  from: string
  statusCallback: string | undefined
  attemptId: string | undefined
}

function accept(twilio: Twilio, account: string, form: Form, parties: Parties, rule: FaultRule | null): Accepted {
  const media = [form.MediaUrl ?? []].flat()
  const message: TwilioMessage = {
    provider: 'twilio',
    id: `${media.length > 0 ? 'MM' : 'SM'}${randomBytes(16).toString('hex')}`,
    channel: parties.from,
    account,
    ...parties,
    body: one(form, 'Body') ?? '',
    numMedia: media.length,
    direction: 'outbound-api',
    status: 'queued',
    errorCode: null,
    createdAt: new Date(),
  }
  twilio.messages.set(message.id, message)
  return {
    wamid: message.id,
    answer: { status: 201, body: resource(message) },
    afterwards: () => twilio.follower.follow(message, rule),
  }
}

/** RFC 2822, as Twilio writes times. */
const time = (date: Date): string => date.toUTCString().replace('GMT', '+0000')

/** A message as the API shows it. */
export function resource(message: TwilioMessage): Record<string, unknown> {
  const path = `/2010-04-01/Accounts/${message.account}/Messages/${message.id}`
  return {
    account_sid: message.account,
    api_version: '2010-04-01',
    body: message.body,
    date_created: time(message.createdAt),
    date_sent: message.status === 'queued' ? null : time(message.createdAt),
    date_updated: time(message.createdAt),
    direction: message.direction,
    error_code: message.errorCode,
    error_message: null,
    from: message.from,
    messaging_service_sid: null,
    num_media: String(message.numMedia),
    num_segments: '1',
    price: null,
    price_unit: null,
    sid: message.id,
    status: message.status,
    subresource_uris: { media: `${path}/Media.json` },
    to: message.to,
    uri: `${path}.json`,
  }
}
