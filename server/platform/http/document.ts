import fastifySwagger from '@fastify/swagger'
import type { RouteOptions } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { HttpApp } from '../context.ts'
import { eventSchemas } from '../events/document.ts'
import type { Deprecation } from './conventions/deprecation.ts'
import { operationId } from './conventions/operation-id.ts'
import { errorAnswer } from './envelope.ts'

type Transform = typeof jsonSchemaTransform
type Answers = Record<string, { $ref: string }>

const ERROR_STATUSES = {
  400: 'The request is not valid; details name each field.',
  401: 'Not signed in, or the token is no longer good.',
  403: 'Your role does not allow this.',
  404: 'Not found.',
  409: 'In conflict with what is there.',
  422: 'Understood and refused; the code says why.',
  429: 'Too many requests; Retry-After says when to come back.',
  500: 'Our fault; give support the request id.',
}

/** Collects the routes' schemas into one OpenAPI 3.1 document, read with `app.swagger()`. Register before the routes. */
export async function documentRoutes(app: HttpApp): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tawsil API',
        version: '1',
        description:
          'WhatsApp for businesses: inbox, bots, orders. Answers are `{success: true, data}` or `{success: false, error}`.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      components: {
        securitySchemes: {
          bearer: {
            type: 'http',
            scheme: 'bearer',
            description: 'An access token from /api/v1/auth/login, or an API key.',
          },
        },
        responses: Object.fromEntries(
          Object.entries(ERROR_STATUSES).map(([status, description]) => [`Error${status}`, errorResponse(description)]),
        ),
      },
    },
    transform: describeRoute as Transform,
    transformObject: document =>
      withoutPatterns(withEvents(dropUnused(pointToErrors(jsonSchemaTransformObject(document))))),
  })
}

/** The library expects a schema for every answer. For errors we put in one complete answer that all routes share. */
function pointToErrors(document: ReturnType<typeof jsonSchemaTransformObject>) {
  for (const path of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(path ?? {})) {
      const answers = (operation as { responses?: Record<string, unknown> }).responses ?? {}
      for (const [status, answer] of Object.entries(answers)) answers[status] = pointToError(answer)
    }
  }
  return document
}

/** The library describes each named schema twice, for reading and for writing. Removes those that nothing refers to. */
function dropUnused<D extends ReturnType<typeof jsonSchemaTransformObject>>(document: D): D {
  const schemas = (document as { components?: { schemas?: Record<string, unknown> } }).components?.schemas ?? {}
  const used = new Set<string>()
  const visit = (value: unknown): void => {
    for (const [, name] of JSON.stringify(value ?? null).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (name === undefined || used.has(name)) continue
      used.add(name)
      visit(schemas[name])
    }
  }
  visit(document.paths)
  for (const name of Object.keys(schemas)) if (!used.has(name)) delete schemas[name]
  return document
}

/** The library writes beside each `format` the expression that it checks: 250 characters for every time, and nothing that the format does not say. */
function withoutPatterns<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutPatterns) as T
  if (typeof value !== 'object' || value === null) return value
  const { format } = value as { format?: unknown }
  const kept = Object.entries(value).filter(([name]) => name !== 'pattern' || typeof format !== 'string')
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutPatterns(inner)])) as T
}

/** No route answers with an event: sockets and webhooks bring them. */
function withEvents<D extends ReturnType<typeof jsonSchemaTransformObject>>(document: D): D {
  const { components } = document as { components?: { schemas?: Record<string, unknown> } }
  return { ...document, components: { ...components, schemas: { ...eventSchemas(), ...components?.schemas } } }
}

const ERROR_REF = '#/components/responses/Error'

function pointToError(answer: unknown): unknown {
  const { content, description } = answer as {
    description?: string
    content?: Record<string, { schema?: { $ref?: string } }>
  }
  const $ref = content?.['application/json']?.schema?.$ref
  if ($ref?.startsWith(ERROR_REF)) return { $ref }
  return { ...(answer as object), description: description === 'Default Response' ? 'Success' : description }
}

const errorSchema = z.toJSONSchema(errorAnswer, { target: 'draft-2020-12' })

function errorResponse(description: string) {
  const { $schema: _dialect, ...schema } = errorSchema
  return { description, content: { 'application/json': { schema: schema as object } } }
}

/** Adds what a route's code need not repeat: who may call it, its errors, and that it may be repeated. */
function describeRoute(input: Parameters<Transform>[0] & { route: RouteOptions }): ReturnType<Transform> {
  const { schema, url } = jsonSchemaTransform(input)
  if (!schema || !url.startsWith('/api/')) return { schema, url }
  const { access, idempotent, recentAuthentication, deprecated } = input.route.config ?? {}
  const open = access === undefined || access === 'public'
  const response = { ...(schema.response as object), ...errorsOf(input.route, open) }
  const notes = [
    permissionNote(access),
    recentNote(recentAuthentication),
    goingNote(deprecated),
    schema.description,
  ].filter(Boolean)
  return {
    url,
    schema: {
      ...schema,
      operationId: operationId([input.route.method].flat()[0]!, url),
      response,
      security: open ? [] : [{ bearer: [] }],
      ...(notes.length > 0 ? { description: notes.join('\n\n') } : {}),
      ...(access?.includes(':') ? { 'x-permission': access } : {}),
      ...(deprecated && !deprecated.fields ? { deprecated: true } : {}),
      ...(idempotent ? { headers: IDEMPOTENCY_HEADER } : {}),
      ...(takesFile(schema) ? { body: FILE_BODY } : {}),
    },
  }
}

const IDEMPOTENCY_HEADER = {
  type: 'object',
  properties: {
    'idempotency-key': {
      type: 'string',
      maxLength: 200,
      description: 'Same key and body: same answer, one effect. Kept for 24 hours.',
    },
  },
}

/** A form is streamed and not validated by its schema. This only describes what it holds. */
const FILE_BODY = {
  type: 'object',
  required: ['file'],
  properties: { file: { type: 'string', format: 'binary', description: 'The file with its name' } },
}

const takesFile = (schema: { consumes?: readonly string[]; body?: unknown }): boolean =>
  schema.consumes?.includes('multipart/form-data') === true && schema.body === undefined

const permissionNote = (access: string | undefined) =>
  access?.includes(':')
    ? `Needs the permission \`${access}\`.`
    : access === 'system_admin'
      ? 'Platform administrators only.'
      : ''

const goingNote = (deprecated: Deprecation | undefined) => {
  if (!deprecated) return ''
  const { fields, since, sunset, use } = deprecated
  const what = fields ? fields.map(field => `\`${field}\``).join(', ') : 'This route'
  return `${what} is deprecated since ${since} and gone on ${sunset}. Use ${use}.`
}

const recentNote = (asked: true | readonly string[] | undefined) => {
  const when = asked === true || !asked ? '' : `With ${asked.map(member => `\`${member}\``).join(', ')}: `
  return asked
    ? `${when}You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.`
    : ''
}

function errorsOf(route: RouteOptions, open: boolean): Answers {
  const writes = [route.method].flat().some(method => method !== 'GET' && method !== 'HEAD')
  const byId = route.url.includes(':')
  const statuses = [400, ...(open ? [] : [401, 403]), ...(byId ? [404] : []), ...(writes ? [409, 422] : []), 429, 500]
  return Object.fromEntries(statuses.map(status => [status, { $ref: `${ERROR_REF}${status}` }]))
}
