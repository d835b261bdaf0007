import type { FastifyReply } from 'fastify'
import { type Accepted, type Answer, perform, refuse } from '../calls.ts'
import type { FaultRule } from '../misbehaviour/faults.ts'
import { approvalOf, contentText } from './content.ts'
import { twilioDialect, twilioError } from './errors.ts'
import { resource } from './history.ts'
import type { TwilioMessage } from './records.ts'
import { newSid, type Twilio } from './service.ts'

/** A form that was received; repeated names are lists. */
export type Form = Readonly<Record<string, string | string[]>>

/** A send, read out of its form. */
interface Send {
  account: string
  to: string
  from: string
  service: string | null
  statusCallback: string | undefined
  attemptId: string | undefined
  body: string
  mediaUrls: string[]
  contentSid: string | undefined
  variables: string | undefined
  action: string | undefined
}

const LONGEST_BODY = 1600
const MOST_MEDIA = 10
const ADDRESS = /^whatsapp:(\+[1-9]\d{6,14}|[A-Z]{2}\.[A-Za-z0-9.]{1,128})$/
const OUTSIDE_WINDOW = 63016

/** `POST …/Messages.json`: takes the message, or says why not in Twilio's words. */
export function handleSend(twilio: Twilio, account: string, form: Form, reply: FastifyReply) {
  const send = readSend(account, form)
  const content = contentOf(twilio, send)
  const about = {
    provider: 'twilio' as const,
    phoneNumberId: send.from || (send.service ?? ''),
    to: send.to,
    type: typeOf(send),
    attemptId: send.attemptId,
    content,
    request: form,
  }
  const refusal = judge(twilio, send)
  const { calls } = twilio.platform
  if (refusal) return refuse(calls, twilioDialect, reply, { kind: 'send', ...about }, refusal)
  return perform(calls, twilioDialect, reply, {
    kind: 'send',
    op: 'send',
    ...about,
    accept: rule => accept(twilio, send, ruleFor(twilio, send, rule)),
  })
}

function readSend(account: string, form: Form): Send {
  const one = (name: string) => [form[name] ?? []].flat()[0]
  const statusCallback = one('StatusCallback')
  return {
    account,
    to: one('To') ?? '',
    from: one('From') ?? '',
    service: one('MessagingServiceSid') ?? null,
    statusCallback,
    attemptId: attemptOf(statusCallback),
    body: one('Body') ?? '',
    mediaUrls: [form.MediaUrl ?? []].flat(),
    contentSid: one('ContentSid'),
    variables: one('ContentVariables'),
    action: one('PersistentAction'),
  }
}

/** The caller's own id of the attempt, which only its callback address carries: the first value of its query. */
function attemptOf(statusCallback: string | undefined): string | undefined {
  if (!statusCallback || !URL.canParse(statusCallback)) return undefined
  return [...new URL(statusCallback).searchParams.values()][0]
}

function typeOf(send: Send): string {
  if (send.contentSid) return 'template'
  if (send.mediaUrls.length > 0) return 'media'
  return send.action ? 'location' : 'text'
}

function contentOf(twilio: Twilio, { contentSid, variables, mediaUrls, action, body }: Send): string {
  const content = contentSid && twilio.contents.get(contentSid)
  if (content && !variables) return contentText(content, {})
  if (!contentSid && mediaUrls.length === 0 && !action) return body
  return JSON.stringify({ contentSid, variables, mediaUrls, action, body })
}

function judge(twilio: Twilio, send: Send): Answer | undefined {
  const { to, from, body } = send
  if (to === '') return twilioError(21604)
  if (!ADDRESS.test(to)) return twilioError(21211, undefined, `The 'To' number ${to} is not a valid phone number.`)
  if (from === '' && !send.service) return twilioError(21603)
  if (from !== '' && !isSender(twilio, from)) return twilioError(63007)
  if (!body && send.mediaUrls.length === 0 && !send.contentSid) return twilioError(21619)
  if (body.length > LONGEST_BODY) return twilioError(21617)
  if (send.mediaUrls.length > MOST_MEDIA || send.mediaUrls.some(url => !URL.canParse(url))) return twilioError(21620)
  if (twilio.optedOut.has(`${from} ${to}`)) return twilioError(21610)
  return judgeContent(twilio, send)
}

function isSender(twilio: Twilio, from: string): boolean {
  if (!ADDRESS.test(from)) return false
  return !twilio.platform.numbers.app.strict || [...twilio.senders.values()].some(sender => sender.senderId === from)
}

/** An account that has no content may send any; once it has some, unknown content is refused. */
function judgeContent(twilio: Twilio, { account, contentSid, variables }: Send): Answer | undefined {
  if (variables !== undefined && !isObjectText(variables)) return twilioError(21656)
  if (contentSid === undefined || twilio.contents.has(contentSid)) return undefined
  const made = [...twilio.contents.values()].some(content => content.account === account)
  return made || !/^HX[0-9a-fA-F]{32}$/.test(contentSid) ? twilioError(21655) : undefined
}

function isObjectText(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

/** Why an accepted message will not be delivered: a fault rule, the closed window, or a template that may not be used. */
function ruleFor(twilio: Twilio, send: Send, rule: FaultRule | null): FaultRule | null {
  const content = send.contentSid ? twilio.contents.get(send.contentSid) : undefined
  const state = content && approvalOf(twilio, content)
  if (!rule && state === 'rejected') return { fault: 'undeliverable', code: 63040 }
  if (!rule && (state === 'paused' || state === 'disabled')) return { fault: 'undeliverable', code: 63041 }
  const template = send.contentSid !== undefined && (state === undefined || state === 'approved')
  return twilio.platform.windows.judge({ business: send.from, customer: send.to, template, code: OUTSIDE_WINDOW }, rule)
}

function accept(twilio: Twilio, send: Send, rule: FaultRule | null): Accepted {
  const now = new Date()
  const { account, to, from, service, statusCallback, attemptId, body } = send
  const message: TwilioMessage = {
    provider: 'twilio',
    id: newSid(send.mediaUrls.length > 0 ? 'MM' : 'SM'),
    channel: from || (service ?? ''),
    account,
    to,
    from: from || null,
    messagingServiceSid: service,
    statusCallback,
    attemptId,
    body: send.contentSid ? textOf(twilio, send) : body,
    media: send.mediaUrls.map(() => newSid('ME')),
    direction: 'outbound-api',
    status: service && !from ? 'accepted' : 'queued',
    errorCode: null,
    errorMessage: null,
    createdAt: now,
    sentAt: null,
    updatedAt: now,
  }
  twilio.messages.set(message.id, message)
  return {
    wamid: message.id,
    answer: { status: 201, body: resource(message) },
    afterwards: () => twilio.follower.follow(message, rule),
  }
}

function textOf(twilio: Twilio, { contentSid, variables = '{}', body }: Send): string {
  const content = twilio.contents.get(contentSid ?? '')
  return content ? contentText(content, JSON.parse(variables)) : body
}
