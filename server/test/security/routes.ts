import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { z } from 'zod'
import { buildApp, type TestApp, type TestAppOptions } from '../buildApp.ts'

/** One route of the running application. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  access: string
  /** Whether it asks for a recent proof of who calls: always, or for these members of its body. */
  recentAuthentication: true | readonly string[] | undefined
  /** Names in the path, without `*`. */
  params: string[]
  /** Names that the query string may hold. */
  query: string[]
  /** Whether it answers without a query string. */
  asksNothing: boolean
  /** Paths of the body's members, `[]` for each element of a list; undefined: takes no body. */
  body: string[] | undefined
}

/** Builds the program and writes down every route that it registers, whoever registers it. */
export async function buildAppWithRoutes(parts?: TestAppOptions['parts']): Promise<{ app: TestApp; routes: Route[] }> {
  const routes: Route[] = []
  const watch = (message: unknown) => {
    const { fastify } = message as { fastify: FastifyInstance }
    fastify.addHook('onRoute', route => void routes.push(...readRoute(route)))
  }
  subscribe('fastify.initialization', watch)
  try {
    return { app: await buildApp({ parts }), routes }
  } finally {
    unsubscribe('fastify.initialization', watch)
  }
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

function readRoute({ method, url, config, schema }: RouteOptions): Route[] {
  const methods = [method].flat().filter(name => METHODS.includes(name)) as Array<Route['method']>
  const body = schema?.body ? membersOf(schema.body) : undefined
  return methods.map(name => ({
    method: name,
    url,
    access: String(config?.access),
    recentAuthentication: config?.recentAuthentication,
    params: [...url.matchAll(/:(\w+)/g)].map(match => match[1]!),
    query: schema?.querystring ? membersOf(schema.querystring) : [],
    asksNothing: !schema?.querystring || (schema.querystring as z.ZodType).safeParse({}).success,
    body,
  }))
}

interface JsonSchema {
  properties?: Record<string, JsonSchema>
  items?: JsonSchema
  additionalProperties?: JsonSchema | boolean
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
}

/** Paths of everything a schema names: `price.amount`, `lines.[].itemId`. */
function membersOf(schema: unknown): string[] {
  const found = z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  return [...new Set(walk(found))]
}

function walk(schema: JsonSchema, path: readonly string[] = []): string[] {
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]
  return [
    ...choices.flatMap(choice => walk(choice, path)),
    ...(schema.items ? walk(schema.items, [...path, '[]']) : []),
    ...(typeof schema.additionalProperties === 'object' ? [[...path, 'anything'].join('.')] : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
      const here = [...path, name]
      return [here.join('.'), ...walk(inner, here)]
    }),
  ]
}

export const nameOf = (route: Pick<Route, 'method' | 'url'>): string => `${route.method} ${route.url}`
