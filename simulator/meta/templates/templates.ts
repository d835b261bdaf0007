import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Answer, perform, refuse } from '../../calls.ts'
import { graphError } from '../errors.ts'
import { metaDialect, type Platform, postAccountWebhook } from '../platform.ts'
import { badParam, isObject, type Json, type Refusal, required } from '../rules/checks.ts'
import type { Template } from './template.store.ts'

const NAME = /^[a-z0-9_]{1,512}$/
const CATEGORIES = ['MARKETING', 'UTILITY', 'AUTHENTICATION']
/** A template under review cannot be changed, nor a disabled one. */
const EDITABLE = ['APPROVED', 'REJECTED', 'PAUSED']
const DEFAULT_LIMIT = 25

type Act = () => Answer

function answer(platform: Platform, reply: FastifyReply, request: FastifyRequest, act: Act) {
  return perform(platform.calls, metaDialect, reply, {
    kind: 'manage',
    op: 'manage',
    type: 'template',
    request: { method: request.method, url: request.url, body: request.body },
    accept: () => ({ answer: act() }),
  })
}

function reject(platform: Platform, reply: FastifyReply, request: FastifyRequest, refusal: Answer) {
  const entry = { kind: 'manage' as const, type: 'template', request: { url: request.url, body: request.body } }
  return refuse(platform.calls, metaDialect, reply, entry, refusal)
}

/** A template as the API shows it. */
export function describeTemplate(platform: Platform, template: Template): Json {
  const { id, name, language, category, parameterFormat, components } = template
  const status = platform.templates.status(template)
  return {
    name,
    parameter_format: parameterFormat,
    components,
    language,
    status,
    category,
    ...(status === 'REJECTED' && { rejected_reason: platform.review().reason }),
    id,
  }
}

/** `POST /{waba-id}/message_templates`: reviewed after a while; the account's webhook gets the result. */
export function createTemplate(platform: Platform, wabaId: string, request: FastifyRequest, reply: FastifyReply) {
  const body = isObject(request.body) ? request.body : {}
  const refusal = checkNew(platform, wabaId, body)
  if (refusal) return reject(platform, reply, request, refusal)
  return answer(platform, reply, request, () => {
    const template = platform.templates.create(wabaId, body)
    announceLater(platform, template)
    const { id, category } = template
    return { status: 200, body: { id, status: 'PENDING', category } }
  })
}

function checkNew(platform: Platform, wabaId: string, body: Json): Refusal {
  for (const member of ['name', 'language', 'category']) {
    if (typeof body[member] !== 'string' || body[member] === '') return required(member)
  }
  if (!NAME.test(String(body.name))) return badParam('name', 'must be lowercase letters, digits and underscores.')
  if (!CATEGORIES.includes(String(body.category))) {
    return badParam('category', `must be one of {${CATEGORIES.join(', ')}} - got "${body.category}".`)
  }
  if (!Array.isArray(body.components) && body.library_template_name === undefined) return required('components')
  if (!platform.templates.find(wabaId, String(body.name), String(body.language))) return undefined
  const message = 'Content in this language already exists'
  return graphError(100, { message: 'Invalid parameter', subcode: 2388024, details: message })
}

/** `GET /{waba-id}/message_templates`: by name, status, language or category, page by page. */
export function listTemplates(platform: Platform, wabaId: string, request: FastifyRequest, reply: FastifyReply) {
  const query = request.query as Record<string, string | undefined>
  return answer(platform, reply, request, () => {
    const all = platform.templates
      .ofAccount(wabaId)
      .map(template => describeTemplate(platform, template))
      .filter(one => ['name', 'status', 'language', 'category'].every(key => !query[key] || one[key] === query[key]))
    const start = query.after ? Number(Buffer.from(query.after, 'base64').toString('utf8')) : 0
    const limit = Number(query.limit ?? DEFAULT_LIMIT) || DEFAULT_LIMIT
    const data = all.slice(start, start + limit)
    if (data.length === 0) return { status: 200, body: { data } }
    const cursor = (index: number) => Buffer.from(String(index)).toString('base64')
    const after = cursor(start + data.length)
    const more = all.length > start + data.length
    const next = `https://graph.facebook.com${request.url.split('?')[0]}?limit=${limit}&after=${after}`
    return { status: 200, body: { data, paging: { cursors: { before: cursor(start), after }, ...(more && { next }) } } }
  })
}

/** `DELETE /{waba-id}/message_templates?name=`: every language, or the one that `hsm_id` names. */
export function deleteTemplates(platform: Platform, wabaId: string, request: FastifyRequest, reply: FastifyReply) {
  const { name, hsm_id: only } = request.query as { name?: string; hsm_id?: string }
  if (!name) return reject(platform, reply, request, required('name'))
  const found = platform.templates
    .ofAccount(wabaId)
    .filter(one => one.name === name && (only === undefined || one.id === only))
  if (found.length === 0) {
    const message = 'Invalid parameter'
    const refusal = graphError(100, { message, subcode: 2593002, details: 'Message template was not found' })
    return reject(platform, reply, request, refusal)
  }
  return answer(platform, reply, request, () => {
    platform.templates.remove(found.map(one => one.id))
    return { status: 200, body: { success: true } }
  })
}

/** `POST /{template-id}`: replaces its components; it is reviewed again. */
export function editTemplate(platform: Platform, template: Template, request: FastifyRequest, reply: FastifyReply) {
  const body = isObject(request.body) ? request.body : {}
  const status = platform.templates.status(template)
  if (!EDITABLE.includes(status)) {
    const details = `A template that is ${status} cannot be edited.`
    const refusal = graphError(100, { message: 'Invalid parameter', subcode: 2388025, details })
    return reject(platform, reply, request, refusal)
  }
  return answer(platform, reply, request, () => {
    if (Array.isArray(body.components)) template.components = body.components as Json[]
    if (typeof body.category === 'string') template.category = body.category
    template.sinceMs = Date.now()
    delete template.forced
    announceLater(platform, template)
    return { status: 200, body: { success: true } }
  })
}

/** `GET /{template-id}`. */
export function showTemplate(platform: Platform, template: Template, request: FastifyRequest, reply: FastifyReply) {
  return answer(platform, reply, request, () => ({ status: 200, body: describeTemplate(platform, template) }))
}

/** Applies Meta's decision now: `POST /twin/templates/:id`. */
export function decideTemplate(platform: Platform, template: Template, status: string, reason: string | null): void {
  template.forced = status
  announce(platform, template, reason)
}

function announceLater(platform: Platform, template: Template): void {
  const since = template.sinceMs
  const { activity } = platform
  activity.begin()
  setTimeout(() => {
    const unchanged = platform.templates.get(template.id)?.sinceMs === since && template.forced === undefined
    if (unchanged) announce(platform, template, null)
    activity.end()
  }, platform.review().ms)
}

function announce(platform: Platform, template: Template, reason: string | null): void {
  const event = platform.templates.status(template)
  void postAccountWebhook(platform, template.wabaId, 'message_template_status_update', {
    event,
    message_template_id: Number(template.id),
    message_template_name: template.name,
    message_template_language: template.language,
    reason: reason ?? (event === 'REJECTED' ? platform.review().reason : 'NONE'),
    message_template_category: template.category,
  })
}

/**
 * Whether a template may be sent as asked. An account without any template accepts every name, so that somebody who
 * only wants to send need not create one.
 */
export function judgeTemplate(platform: Platform, wabaId: string, content: Json): Refusal {
  if (platform.templates.ofAccount(wabaId).length === 0) return undefined
  const name = String(content.name)
  const language = String((content.language as Json).code)
  const template = platform.templates.find(wabaId, name, language)
  const status = template && platform.templates.status(template)
  if (status === 'PAUSED') return graphError(132015)
  if (status === 'DISABLED') return graphError(132016)
  if (!template || status !== 'APPROVED') {
    return graphError(132001, { details: `template name (${name}) does not exist in ${language}` })
  }
  const wanted = variablesOf(template)
  const given = parametersOf(content)
  if (wanted === given) return undefined
  const details = `body: number of localizable_params (${given}) does not match the expected number of params (${wanted})`
  return graphError(132000, { details })
}

/** Distinct places in the body of a template. */
function variablesOf({ components }: Template): number {
  const body = components.find(one => String(one.type).toUpperCase() === 'BODY')
  return new Set(String(body?.text ?? '').match(/\{\{\s*\w+\s*\}\}/g) ?? []).size
}

function parametersOf(content: Json): number {
  const components = Array.isArray(content.components) ? (content.components as Json[]) : []
  const body = components.find(one => String(one.type).toLowerCase() === 'body')
  return Array.isArray(body?.parameters) ? body.parameters.length : 0
}
