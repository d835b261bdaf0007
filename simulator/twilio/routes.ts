import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refuse, write } from '../calls.ts'
import { twilioDialect, twilioError } from './errors.ts'
import { type Form, handleSend, resource } from './messages.ts'
import type { Twilio } from './service.ts'

const ACCOUNT = '/2010-04-01/Accounts/:account'

/** Registers what the twin speaks of Twilio's API: messages with their files, and the account. */
export function registerTwilio(app: FastifyInstance, twilio: Twilio): void {
  app.register(async scope => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, text, done) =>
      done(null, readForm(text as string)),
    )
    scope.setErrorHandler((error: FastifyError, _request, reply) =>
      write(twilioDialect, reply, twilioError(20404, error.statusCode ?? 500)),
    )
    scope.addHook('preHandler', async (request, reply) => {
      if (authorized(twilio, request)) return
      const entry = { kind: 'manage' as const, provider: 'twilio' as const, request: request.body }
      return refuse(twilio.platform.calls, twilioDialect, reply, entry, twilioError(20003))
    })
    scope.post(`${ACCOUNT}/Messages.json`, (request, reply) =>
      handleSend(twilio, accountOf(request), request.body as Form, reply),
    )
    scope.get(`${ACCOUNT}/Messages.json`, (request, reply) => answer(reply, listMessages(twilio, request)))
    scope.get(`${ACCOUNT}/Messages/:sid`, (request, reply) => {
      const { sid } = request.params as { sid: string }
      const message = twilio.messages.get(sid.replace(/\.json$/, ''))
      return message ? answer(reply, resource(message)) : missing(reply)
    })
    scope.get(`${ACCOUNT}/Messages/:sid/Media/:media`, (request, reply) => {
      const file = twilio.files.get((request.params as { media: string }).media)
      return file ? reply.type(file.mimeType).send(file.bytes) : missing(reply)
    })
    scope.get('/2010-04-01/Accounts/:file', (request, reply) => {
      const sid = (request.params as { file: string }).file.replace(/\.json$/, '')
      return answer(reply, { sid, friendly_name: 'Twin', status: 'active', type: 'Full' })
    })
    scope.post('/v2/Indicators/Typing.json', (_request, reply) => answer(reply, { success: true }))
  })
}

const accountOf = (request: FastifyRequest): string => (request.params as { account: string }).account
const answer = (reply: FastifyReply, body: unknown) => write(twilioDialect, reply, { status: 200, body })
const missing = (reply: FastifyReply) => write(twilioDialect, reply, twilioError(20404))

/** Any account with the twin's token. */
function authorized(twilio: Twilio, { headers }: FastifyRequest): boolean {
  const [kind, given] = (headers.authorization ?? '').split(' ')
  const [sid, token] = Buffer.from(given ?? '', 'base64')
    .toString('utf8')
    .split(':')
  return kind === 'Basic' && /^(AC|SK)/.test(sid ?? '') && token === twilio.token
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

function listMessages(twilio: Twilio, request: FastifyRequest) {
  const { To, From, PageSize } = request.query as Record<string, string | undefined>
  const found = [...twilio.messages.values()]
    .filter(message => (!To || message.to === To) && (!From || message.from === From))
    .toReversed()
  return { messages: found.slice(0, Number(PageSize ?? 50)).map(resource), page: 0, next_page_uri: null }
}
