import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { acceptJson } from '../bodies.ts'
import { refuse, write } from '../calls.ts'
import type { EntryKind } from '../record/journal.ts'
import {
  handleAccount,
  handleDeregister,
  handleNumberSettings,
  handleNumbers,
  handleRegister,
  handleSubscribe,
  handleSubscriptions,
  handleUnsubscribe,
  manage,
} from './accounts/accounts.ts'
import { type BusinessNumber, describeNumber } from './accounts/numbers.ts'
import {
  handleAppData,
  handleCodeExchange,
  handleProfile,
  handleProfileChange,
  handleRequestCode,
  handleVerifyCode,
} from './accounts/onboarding.ts'
import { type GraphAnswer, graphError, unknownObject } from './errors.ts'
import { handleHistory } from './history.ts'
import { handleDownload, handleMediaDelete, handleMediaLookup, handleUpload } from './media/media.ts'
import { handleMessages } from './messages.ts'
import { metaDialect, type Platform } from './platform.ts'
import type { Reporter } from './reporter.ts'
import { isObject } from './rules/checks.ts'
import { MAX_UPLOAD_BYTES } from './rules/media.rules.ts'
import { createTemplate, deleteTemplates, editTemplate, listTemplates, showTemplate } from './templates/templates.ts'

const MAX_JSON_BYTES = 4 * 1024 * 1024
const VERSION = '/:version(^v[0-9]+\\.[0-9]+$)'

const OAUTH = '/oauth/access_token'

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> | FastifyReply
type NumberHandler = (
  number: BusinessNumber,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<FastifyReply> | FastifyReply

type Edge = (
  platform: Platform,
  number: BusinessNumber,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<FastifyReply> | FastifyReply

/** `Unknown path components`, as Meta answers whatever it has no route for. */
function unknownPath(url: string): GraphAnswer {
  return graphError(2500, { message: `Unknown path components: ${url.split('?')[0]}` })
}

/** Registers the Graph surface. Every route wants a bearer token; any `vN.M` prefix is served alike. */
export function registerGraph(app: FastifyInstance, platform: Platform, reporter: Reporter): void {
  app.setNotFoundHandler((request, reply) => write(metaDialect, reply, unknownPath(request.url)))
  app.register(async scope => {
    acceptBodies(scope)
    scope.setErrorHandler((error: FastifyError, _request, reply) => write(metaDialect, reply, describeError(error)))
    // After the body is read, so that the journal shows what an unauthorised caller wanted to send.
    scope.addHook('preHandler', async (request, reply) => {
      const refusal = checkToken(platform, request)
      if (refusal) return refuse(platform.calls, metaDialect, reply, describeRequest(request), refusal)
    })
    numberRoutes(scope, platform, reporter)
    onboardingRoutes(scope, platform)
    accountRoutes(scope, platform)
    objectRoutes(scope, platform)
  })
}

function onboardingRoutes(scope: FastifyInstance, platform: Platform): void {
  const edges: [string, 'get' | 'post', Edge][] = [
    ['request_code', 'post', handleRequestCode],
    ['verify_code', 'post', handleVerifyCode],
    ['smb_app_data', 'post', handleAppData],
    ['whatsapp_business_profile', 'get', handleProfile],
    ['whatsapp_business_profile', 'post', handleProfileChange],
    ['message_history', 'get', handleHistory],
  ]
  for (const [edge, method, handle] of edges) {
    scope[method](
      `${VERSION}/:id/${edge}`,
      withNumber(platform, (number, request, reply) => handle(platform, number, request, reply)),
    )
  }
  for (const path of [OAUTH, `${VERSION}${OAUTH}`]) {
    scope.get(path, (request, reply) => handleCodeExchange(platform, request, reply))
  }
}

function numberRoutes(scope: FastifyInstance, platform: Platform, reporter: Reporter): void {
  const forNumber = (handler: NumberHandler): Handler => withNumber(platform, handler)
  const path = (edge: string) => `${VERSION}/:id/${edge}`
  scope.post(
    path('messages'),
    { bodyLimit: MAX_JSON_BYTES },
    forNumber((number, request, reply) => handleMessages(platform, reporter, number, request, reply)),
  )
  scope.post(
    path('media'),
    { bodyLimit: MAX_UPLOAD_BYTES + MAX_JSON_BYTES },
    forNumber((number, request, reply) => handleUpload(platform, number, request, reply)),
  )
  scope.post(
    path('register'),
    forNumber((number, request, reply) => handleRegister(platform, number, request, reply)),
  )
  scope.post(
    path('deregister'),
    forNumber((number, _request, reply) => handleDeregister(platform, number, reply)),
  )
  const settings = forNumber((number, request, reply) => handleNumberSettings(platform, number, request, reply))
  scope.post(`${VERSION}/:id`, (request, reply) => {
    const template = platform.templates.get(idOf(request))
    return template ? editTemplate(platform, template, request, reply) : settings(request, reply)
  })
}

function accountRoutes(scope: FastifyInstance, platform: Platform): void {
  const apps = `${VERSION}/:id/subscribed_apps`
  scope.post(apps, (request, reply) => handleSubscribe(platform, idOf(request), request, reply))
  scope.get(apps, (request, reply) => handleSubscriptions(platform, idOf(request), reply))
  scope.delete(apps, (request, reply) => handleUnsubscribe(platform, idOf(request), reply))
  const templates = `${VERSION}/:id/message_templates`
  scope.get(templates, (request, reply) => listTemplates(platform, idOf(request), request, reply))
  scope.post(templates, (request, reply) => createTemplate(platform, idOf(request), request, reply))
  scope.delete(templates, (request, reply) => deleteTemplates(platform, idOf(request), request, reply))
  scope.get(`${VERSION}/:id/phone_numbers`, (request, reply) => handleNumbers(platform, idOf(request), request, reply))
}

function objectRoutes(scope: FastifyInstance, platform: Platform): void {
  const get: Handler = (request, reply) => handleObject(platform, request, reply)
  const remove: Handler = (request, reply) => handleMediaDelete(platform, idOf(request), reply)
  scope.get(`${VERSION}/:id`, get)
  scope.delete(`${VERSION}/:id`, remove)
  // Recorded clients ask for media without a version.
  scope.get('/:id(^[0-9]+$)', get)
  scope.delete('/:id(^[0-9]+$)', remove)
  scope.get('/whatsapp_business/attachments/', (request, reply) => handleDownload(platform, request, reply))
}

/** `GET /{id}` is a file, an account or a number; the id shows which one. */
function handleObject(
  platform: Platform,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> | FastifyReply {
  const id = idOf(request)
  const { fields, phone_number_id: owner } = request.query as { fields?: string; phone_number_id?: string }
  if (owner !== undefined || platform.media.isMediaId(id)) return handleMediaLookup(platform, id, request, reply)
  const template = platform.templates.get(id)
  if (template) return showTemplate(platform, template, request, reply)
  const known = platform.numbers.known(id)
  if (!known && platform.numbers.ofAccount(id).length > 0) return handleAccount(platform, id, reply)
  const number = known ?? platform.numbers.find(id)
  if (!number) return refuseUnknown(platform, request, reply)
  return manage(platform, reply, { id, fields }, () => describeNumber(number, fields), number)
}

function withNumber(platform: Platform, handler: NumberHandler): Handler {
  return (request, reply) => {
    const number = platform.numbers.find(idOf(request))
    if (!number) return refuseUnknown(platform, request, reply)
    return handler(number, request, reply)
  }
}

function refuseUnknown(platform: Platform, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answer = unknownObject(request.method, idOf(request))
  return refuse(platform.calls, metaDialect, reply, describeRequest(request), answer)
}

function idOf(request: FastifyRequest): string {
  return (request.params as { id: string }).id
}

/** A bearer token (or `access_token`) must be there; a number that has its own accepts no other. */
function checkToken(platform: Platform, request: FastifyRequest): GraphAnswer | undefined {
  // Signing up is the way to get a token.
  if (request.url.split('?')[0]!.endsWith(OAUTH)) return undefined
  const { id } = request.params as { id?: string }
  const { access_token: fromQuery } = (request.query ?? {}) as { access_token?: string }
  const header = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const token = header ?? fromQuery
  if (!token) return graphError(190, { message: 'Invalid OAuth access token - Cannot parse access token' })
  const expected = id === undefined ? undefined : platform.numbers.known(id)?.token
  if (expected === undefined || expected === token) return undefined
  return graphError(190, {
    message: 'Error validating access token: The session has been invalidated because the user changed their password.',
    subcode: 460,
  })
}

function describeRequest(request: FastifyRequest): { kind: EntryKind; phoneNumberId?: string; request: unknown } {
  const { id } = request.params as { id?: string }
  if (!request.url.split('?')[0]!.endsWith('/messages')) return { kind: 'manage', request: { url: request.url } }
  const isReceipt = isObject(request.body) && request.body.status !== undefined
  return { kind: isReceipt ? 'read' : 'send', phoneNumberId: id, request: request.body }
}

/** JSON and forms become objects, anything else stays bytes. An empty JSON body is an empty object, as for Meta. */
function acceptBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers()
  acceptJson(scope)
  scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, text, done) => {
    done(null, Object.fromEntries(new URLSearchParams(text as string)))
  })
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, done) => done(null, bytes))
}

function describeError(error: FastifyError): GraphAnswer {
  const status = error.statusCode ?? 500
  if (status >= 500) return graphError(1, { status: 500, message: `The twin failed: ${error.message}` })
  return graphError(100, { status, message: error.message })
}
