import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { acceptJson } from '../bodies.ts'
import { type Answer, fileDialect, perform, refuse, write } from '../calls.ts'
import { contentHandlers } from './content.ts'
import { twilioDialect, twilioError } from './errors.ts'
import { listMedia, listMessages, mediaResource, resource, rfcTime } from './history.ts'
import { type Form, handleSend } from './messages.ts'
import type { TwilioMessage } from './records.ts'
import { senderHandlers } from './senders.ts'
import type { Twilio } from './service.ts'

const ACCOUNT = '/2010-04-01/Accounts/:account'

/** Registers what the twin speaks of Twilio's APIs: messages with their files, content, senders, typing, the account. */
export function registerTwilio(app: FastifyInstance, twilio: Twilio): void {
  app.register(async scope => {
    acceptJson(scope)
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, text, done) =>
      done(null, readForm(text as string)),
    )
    scope.setErrorHandler((error: FastifyError, _request, reply) => {
      const status = error.statusCode ?? 500
      return write(twilioDialect, reply, twilioError(status >= 500 ? 20500 : 20001, status, error.message))
    })
    scope.addHook('preHandler', async (request, reply) => {
      if (authorized(twilio, request)) return
      const sending = request.method === 'POST' && request.url.includes('/Messages.json')
      const entry = { kind: sending ? ('send' as const) : ('manage' as const), provider: 'twilio' as const }
      return refuse(
        twilio.platform.calls,
        twilioDialect,
        reply,
        { ...entry, request: request.body },
        twilioError(20003),
      )
    })
    messageRoutes(scope, twilio)
    mediaRoutes(scope, twilio)
    otherRoutes(scope, twilio)
  })
}

const accountOf = (request: FastifyRequest): string => (request.params as { account: string }).account

function messageRoutes(scope: FastifyInstance, twilio: Twilio): void {
  scope.post(`${ACCOUNT}/Messages.json`, (request, reply) =>
    handleSend(twilio, accountOf(request), request.body as Form, reply),
  )
  scope.get(`${ACCOUNT}/Messages.json`, (request, reply) =>
    look(twilio, request, reply, () => ({ status: 200, body: listMessages(twilio, accountOf(request), request) })),
  )
  scope.get(`${ACCOUNT}/Messages/:sid`, (request, reply) =>
    look(twilio, request, reply, () => withMessage(twilio, request, message => resource(message))),
  )
  scope.delete(`${ACCOUNT}/Messages/:sid`, (request, reply) =>
    look(twilio, request, reply, () => {
      const found = messageOf(twilio, request)
      if (found) twilio.messages.delete(found.id)
      return found ? { status: 204, body: undefined } : twilioError(20404)
    }),
  )
}

function mediaRoutes(scope: FastifyInstance, twilio: Twilio): void {
  scope.get(`${ACCOUNT}/Messages/:sid/Media.json`, (request, reply) =>
    look(twilio, request, reply, () => withMessage(twilio, request, message => listMedia(twilio, message))),
  )
  scope.get(`${ACCOUNT}/Messages/:sid/Media/:media`, (request, reply) => handleMedia(twilio, request, reply))
  scope.delete(`${ACCOUNT}/Messages/:sid/Media/:media`, (request, reply) =>
    look(twilio, request, reply, () => {
      const sid = (request.params as { media: string }).media.replace(/\.json$/, '')
      return twilio.files.delete(sid) ? { status: 204, body: undefined } : twilioError(20404)
    }),
  )
}

function otherRoutes(scope: FastifyInstance, twilio: Twilio): void {
  scope.get('/2010-04-01/Accounts/:file', (request, reply) => look(twilio, request, reply, () => describe(request)))
  const content = contentHandlers(twilio)
  for (const version of ['v1', 'v2']) {
    scope.get(`/${version}/Content`, content.list)
    scope.get(`/${version}/ContentAndApprovals`, content.list)
  }
  scope.post('/v1/Content', content.create)
  scope.get('/v1/Content/:sid', content.fetch)
  scope.delete('/v1/Content/:sid', content.remove)
  scope.post('/v1/Content/:sid/ApprovalRequests/whatsapp', content.submit)
  scope.get('/v1/Content/:sid/ApprovalRequests', content.approvals)
  const senders = senderHandlers(twilio)
  scope.get('/v2/Channels/Senders', senders.list)
  scope.post('/v2/Channels/Senders', senders.create)
  scope.get('/v2/Channels/Senders/:sid', senders.fetch)
  scope.post('/v2/Channels/Senders/:sid', senders.update)
  scope.delete('/v2/Channels/Senders/:sid', senders.remove)
  scope.post('/v2/Indicators/Typing.json', (request, reply) => handleTyping(twilio, request, reply))
}

/** A call that asks or deletes; journaled, and subject to rules on `lookup`. */
function look(twilio: Twilio, request: FastifyRequest, reply: FastifyReply, act: () => Answer) {
  return perform(twilio.platform.calls, twilioDialect, reply, {
    kind: 'manage',
    op: 'lookup',
    provider: 'twilio',
    request: { method: request.method, url: request.url },
    accept: () => ({ answer: act() }),
  })
}

function messageOf(twilio: Twilio, request: FastifyRequest): TwilioMessage | undefined {
  const { sid } = request.params as { sid: string }
  const found = twilio.messages.get(sid.replace(/\.json$/, ''))
  return found?.account === accountOf(request) ? found : undefined
}

function withMessage(twilio: Twilio, request: FastifyRequest, show: (message: TwilioMessage) => unknown): Answer {
  const found = messageOf(twilio, request)
  return found ? { status: 200, body: show(found) } : twilioError(20404)
}

/** The file itself; with `.json`, what is known of it. */
function handleMedia(twilio: Twilio, request: FastifyRequest, reply: FastifyReply) {
  const { media } = request.params as { media: string }
  const sid = media.replace(/\.json$/, '')
  const file = twilio.files.get(sid)
  if (!file || file.account !== accountOf(request)) return look(twilio, request, reply, () => twilioError(20404))
  if (media !== sid) return look(twilio, request, reply, () => ({ status: 200, body: mediaResource(sid, file) }))
  const facts = { bytes: file.bytes.length, mimeType: file.mimeType }
  return perform(twilio.platform.calls, fileDialect(twilioDialect, file, facts), reply, {
    kind: 'media',
    op: 'media_download',
    provider: 'twilio',
    type: file.mimeType,
    request: { url: request.url },
    accept: () => ({ answer: { status: 200, body: facts } }),
  })
}

/** Also marks the message as read, as WhatsApp's indicator does. */
function handleTyping(twilio: Twilio, request: FastifyRequest, reply: FastifyReply) {
  const { messageId, channel } = (request.body ?? {}) as { messageId?: string; channel?: string }
  const message = twilio.messages.get(messageId ?? '')
  const entry = {
    kind: 'read' as const,
    provider: 'twilio' as const,
    type: 'typing',
    request: request.body,
    phoneNumberId: message?.to ?? '',
  }
  const wrong = channel !== 'whatsapp' ? 'channel' : /^(SM|MM)[0-9a-f]{32}$/.test(messageId ?? '') ? '' : 'messageId'
  if (wrong) {
    const refusal = twilioError(20001, 400, `${wrong} is not valid`)
    return refuse(twilio.platform.calls, twilioDialect, reply, entry, refusal)
  }
  return perform(twilio.platform.calls, twilioDialect, reply, {
    ...entry,
    op: 'read',
    accept: () => ({ wamid: messageId!, answer: { status: 200, body: { success: true } } }),
  })
}

function describe(request: FastifyRequest): Answer {
  const sid = (request.params as { file: string }).file.replace(/\.json$/, '')
  const uri = `/2010-04-01/Accounts/${sid}`
  const created = rfcTime(new Date(0))
  return {
    status: 200,
    body: {
      auth_token: 'not shown by the twin',
      date_created: created,
      date_updated: created,
      friendly_name: 'Twin',
      owner_account_sid: sid,
      sid,
      status: 'active',
      subresource_uris: { messages: `${uri}/Messages.json` },
      type: 'Full',
      uri: `${uri}.json`,
    },
  }
}

function authorized(twilio: Twilio, { headers, params }: FastifyRequest): boolean {
  const [kind, given] = (headers.authorization ?? '').split(' ')
  const [user = '', secret = ''] = Buffer.from(given ?? '', 'base64')
    .toString('utf8')
    .split(':')
  const { account, file } = params as { account?: string; file?: string }
  return kind === 'Basic' && twilio.accounts.opens(user, secret, account ?? file?.replace(/\.json$/, ''))
}

/** Repeated names become lists, as MediaUrl does. */
function readForm(text: string): Form {
  const form: Record<string, string | string[]> = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) {
    const known = form[name]
    form[name] = known === undefined ? value : [...[known].flat(), value]
  }
  return form
}
