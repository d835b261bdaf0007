import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Answer, perform } from '../calls.ts'
import { twilioDialect, twilioError } from './errors.ts'
import type { Sender } from './records.ts'
import { newSid, type Twilio } from './service.ts'

type Json = Record<string, unknown>

/** A number that every account has from the start. */
const HOME: Sender = {
  sid: `XE${'0'.repeat(31)}1`,
  senderId: 'whatsapp:+14155238886',
  sinceMs: 0,
  configuration: {},
  webhook: {},
  profile: {},
}
const DEFAULT_PAGE = 20

/** A new sender is CREATING, then VERIFYING, then ONLINE, for so long each. */
const STEP_MS = 200

function statusOf({ sinceMs }: Sender): string {
  const steps = Math.floor((Date.now() - sinceMs) / STEP_MS)
  return ['CREATING', 'VERIFYING'][steps] ?? 'ONLINE'
}

function shown(sender: Sender): Json {
  const { sid, senderId, configuration, webhook, profile } = sender
  const url = `https://messaging.twilio.com/v2/Channels/Senders/${sid}`
  return {
    sid,
    status: statusOf(sender),
    sender_id: senderId,
    configuration,
    webhook,
    profile,
    properties: { quality_rating: 'HIGH', messaging_limit: '1K Customers/24hr' },
    offline_reasons: null,
    compliance: null,
    url,
  }
}

/** Makes a number known; where its inbound messages go is in `webhook.callback_url`. */
export function addSender(twilio: Twilio, senderId: string, body: Json, sinceMs = Date.now()): Sender {
  const known = [...twilio.senders.values()].find(one => one.senderId === senderId)
  const sender: Sender = {
    sid: known?.sid ?? newSid('XE'),
    senderId,
    sinceMs: known?.sinceMs ?? sinceMs,
    configuration: { ...known?.configuration, ...(body.configuration as Json) },
    webhook: { ...known?.webhook, ...(body.webhook as Json) },
    profile: { ...known?.profile, ...(body.profile as Json) },
  }
  twilio.senders.set(sender.sid, sender)
  const callback = sender.webhook.callback_url
  twilio.accounts.route(senderId, typeof callback === 'string' && callback ? callback : undefined)
  return sender
}

/** `/v2/Channels/Senders`. */
export function senderHandlers(twilio: Twilio) {
  const answer = (request: FastifyRequest, reply: FastifyReply, act: () => Answer) =>
    perform(twilio.platform.calls, twilioDialect, reply, {
      kind: 'manage',
      op: 'manage',
      provider: 'twilio',
      type: 'sender',
      request: { method: request.method, url: request.url, body: request.body },
      accept: () => ({ answer: act() }),
    })
  const known = (act: (sender: Sender, body: Json) => Answer) => (request: FastifyRequest, reply: FastifyReply) => {
    const sender = twilio.senders.get((request.params as { sid: string }).sid)
    return answer(request, reply, () => (sender ? act(sender, (request.body ?? {}) as Json) : twilioError(20404)))
  }
  return {
    list: (request: FastifyRequest, reply: FastifyReply) =>
      answer(request, reply, () => listOf(twilio, request.query as Record<string, string | undefined>)),
    create: (request: FastifyRequest, reply: FastifyReply) =>
      answer(request, reply, () => {
        const body = (request.body ?? {}) as Json
        const id = String(body.sender_id ?? '')
        if (!/^whatsapp:\+\d{6,15}$/.test(id)) return twilioError(20001, 400, 'sender_id is not valid')
        return { status: 202, body: shown(addSender(twilio, id, body)) }
      }),
    fetch: known(sender => ({ status: 200, body: shown(sender) })),
    update: known((sender, body) => ({ status: 202, body: shown(addSender(twilio, sender.senderId, body)) })),
    remove: known(sender => {
      twilio.senders.delete(sender.sid)
      twilio.accounts.route(sender.senderId, undefined)
      return { status: 204, body: undefined }
    }),
  }
}

function listOf(twilio: Twilio, query: Record<string, string | undefined>): Answer {
  if (query.Channel !== 'whatsapp') return twilioError(20001, 400, 'Channel is not valid')
  const known = [...twilio.senders.values()]
  const all = known.some(({ senderId }) => senderId === HOME.senderId) ? known : [HOME, ...known]
  const size = Math.min(1000, Math.max(1, Number(query.PageSize ?? DEFAULT_PAGE)))
  const page = Number(query.Page ?? 0)
  const url = (no: number) =>
    `https://messaging.twilio.com/v2/Channels/Senders?PageSize=${size}&Page=${no}&Channel=whatsapp`
  const meta = {
    page,
    page_size: size,
    first_page_url: url(0),
    previous_page_url: page > 0 ? url(page - 1) : null,
    url: url(page),
    next_page_url: (page + 1) * size < all.length ? url(page + 1) : null,
    key: 'senders',
  }
  return { status: 200, body: { senders: all.slice(page * size, (page + 1) * size).map(shown), meta } }
}
