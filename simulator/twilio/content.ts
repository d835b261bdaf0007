import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Answer, perform, refuse } from '../calls.ts'
import { reviewState } from '../review.ts'
import { twilioDialect, twilioError } from './errors.ts'
import type { Content } from './records.ts'
import { newSid, type Twilio } from './service.ts'

type Json = Record<string, unknown>

const TYPES =
  /^(twilio\/(text|media|location|list-picker|call-to-action|quick-reply|card|carousel|catalog|flows)|whatsapp\/(card|authentication|flows))$/
const CATEGORIES = ['UTILITY', 'MARKETING', 'AUTHENTICATION']
const NAME = /^[a-z0-9_]{1,512}$/
const HOST = 'https://content.twilio.com'

const time = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z')

/** A piece of content as the API shows it. */
function shown(content: Content): Json {
  const url = `${HOST}/v1/Content/${content.sid}`
  return {
    language: content.language,
    date_updated: time(content.createdAt),
    variables: content.variables,
    friendly_name: content.friendlyName,
    account_sid: content.account,
    url,
    sid: content.sid,
    date_created: time(content.createdAt),
    types: content.types,
    links: { approval_create: `${url}/ApprovalRequests/whatsapp`, approval_fetch: `${url}/ApprovalRequests` },
  }
}

/** How WhatsApp judges it now; undefined when it was never handed in. */
export function approvalOf(twilio: Twilio, { approval }: Content): string | undefined {
  return approval && (approval.forced ?? reviewState(twilio.platform.review(), approval.sinceMs))
}

function approval(twilio: Twilio, content: Content): Json {
  const status = approvalOf(twilio, content) ?? 'unsubmitted'
  const rejected = status === 'rejected'
  return {
    name: content.approval?.name ?? '',
    category: content.approval?.category ?? '',
    content_type: Object.keys(content.types)[0] ?? '',
    status,
    rejection_reason: rejected ? content.approval?.reason || twilio.platform.review().reason : '',
    allow_category_change: true,
  }
}

/** The words a customer reads, with the variables in their places. */
export function contentText(content: Content, given: Json): string {
  const type = content.types['twilio/text'] ?? Object.values(content.types)[0] ?? {}
  const values = { ...content.variables, ...given }
  return String(type.body ?? type.title ?? '').replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) =>
    String(values[name] ?? whole),
  )
}

/** A person or a test decides: `POST /twin/twilio/content/:sid`. False when there is no such content. */
export function decideContent(twilio: Twilio, sid: string, status: string, reason = ''): boolean {
  const content = twilio.contents.get(sid)
  if (!content) return false
  const { name = content.friendlyName, category = 'UTILITY', sinceMs = Date.now() } = content.approval ?? {}
  content.approval = { name, category, sinceMs, forced: status, reason }
  return true
}

type Act = (content: Content) => Answer

/** The routes of content: made, listed, handed in for approval, deleted. */
export function contentHandlers(twilio: Twilio) {
  const { calls } = twilio.platform
  const about = (request: FastifyRequest) => ({
    kind: 'manage' as const,
    provider: 'twilio' as const,
    type: 'content',
    request: { method: request.method, url: request.url, body: request.body },
  })
  const answer = (request: FastifyRequest, reply: FastifyReply, act: () => Answer) =>
    perform(calls, twilioDialect, reply, { ...about(request), op: 'manage', accept: () => ({ answer: act() }) })
  const reject = (request: FastifyRequest, reply: FastifyReply, refusal: Answer) =>
    refuse(calls, twilioDialect, reply, about(request), refusal)
  const known = (act: Act, check?: (body: Json) => Answer | undefined) => {
    return (request: FastifyRequest, reply: FastifyReply) => {
      const content = twilio.contents.get((request.params as { sid: string }).sid)
      const refusal = content ? check?.((request.body ?? {}) as Json) : twilioError(20404)
      return refusal || !content ? reject(request, reply, refusal!) : answer(request, reply, () => act(content))
    }
  }
  return {
    create: (request: FastifyRequest, reply: FastifyReply) => {
      const body = (request.body ?? {}) as Json
      const refusal = checkContent(body)
      if (refusal) return reject(request, reply, refusal)
      return answer(request, reply, () => ({ status: 201, body: shown(keep(twilio, accountOf(request), body)) }))
    },
    list: (request: FastifyRequest, reply: FastifyReply) =>
      answer(request, reply, () => ({ status: 200, body: listOf(twilio, request) })),
    fetch: known(content => ({ status: 200, body: shown(content) })),
    remove: known(content => {
      twilio.contents.delete(content.sid)
      return { status: 204, body: undefined }
    }),
    submit: (request: FastifyRequest, reply: FastifyReply) =>
      known(
        content => {
          const { name, category } = request.body as { name: string; category: string }
          content.approval = { name, category, sinceMs: Date.now(), reason: '' }
          return { status: 201, body: { ...approval(twilio, content), status: 'received' } }
        },
        body => checkApproval(body),
      )(request, reply),
    approvals: known(content => {
      const whatsapp = { type: 'whatsapp', ...approval(twilio, content) }
      const url = `${HOST}/v1/Content/${content.sid}/ApprovalRequests`
      return { status: 200, body: { sid: content.sid, account_sid: content.account, whatsapp, url } }
    }),
  }
}

function checkContent({ types, language }: Json): Answer | undefined {
  const names = typeof types === 'object' && types !== null ? Object.keys(types) : []
  if (names.length === 0) return twilioError(20001, 400, 'Types are required')
  const unknown = names.find(name => !TYPES.test(name))
  if (unknown) return twilioError(20001, 400, `Unknown content type ${unknown}`)
  return typeof language === 'string' && language ? undefined : twilioError(20001, 400, 'Language is required')
}

function checkApproval({ name, category }: Json): Answer | undefined {
  if (!NAME.test(String(name ?? ''))) {
    return twilioError(20001, 400, 'Name must be lowercase letters, digits and underscores')
  }
  if (CATEGORIES.includes(String(category))) return undefined
  return twilioError(20001, 400, `Category must be one of ${CATEGORIES.join(', ')}`)
}

function keep(twilio: Twilio, account: string, body: Json): Content {
  const content: Content = {
    sid: newSid('HX'),
    account,
    friendlyName: String(body.friendly_name ?? ''),
    language: String(body.language),
    variables: (body.variables ?? {}) as Json,
    types: body.types as Content['types'],
    createdAt: new Date(),
  }
  twilio.contents.set(content.sid, content)
  return content
}

/** The list; under `ContentAndApprovals` with the verdict on each. */
function listOf(twilio: Twilio, request: FastifyRequest): Json {
  const query = request.query as { PageSize?: string; Page?: string }
  const path = request.url.split('?')[0]!
  const size = Math.min(Number(query.PageSize ?? 50) || 50, 500)
  const page = Number(query.Page ?? 0)
  const mine = [...twilio.contents.values()].filter(one => one.account === accountOf(request)).toReversed()
  const url = (no: number) => `${HOST}${path}?PageSize=${size}&Page=${no}`
  const withVerdict = path.endsWith('ContentAndApprovals')
  return {
    meta: {
      page,
      page_size: size,
      first_page_url: url(0),
      previous_page_url: page > 0 ? url(page - 1) : null,
      url: url(page),
      next_page_url: mine.length > (page + 1) * size ? url(page + 1) : null,
      key: 'contents',
    },
    contents: mine
      .slice(page * size, (page + 1) * size)
      .map(one => ({ ...shown(one), ...(withVerdict && { approval_requests: approval(twilio, one) }) })),
  }
}

/** These routes name no account: it is the one that signs in. */
function accountOf(request: FastifyRequest): string {
  const given = (request.headers.authorization ?? '').split(' ')[1] ?? ''
  return Buffer.from(given, 'base64').toString('utf8').split(':')[0]!
}
