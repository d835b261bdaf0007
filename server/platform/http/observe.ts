import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context, HttpApp } from '../context.ts'
import { newId } from '../ids/index.ts'
import { parseTraceparent, type TraceSpan, traceIdOf } from '../telemetry/index.ts'
import { isLimited } from './rate.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Where traces are collected, of what people and programs ask for. */
    span?: TraceSpan | undefined
  }
}

const GIVEN_ID = /^[A-Za-z0-9_-]{8,64}$/

/** The caller's X-Request-Id when it is harmless, else a new one. */
export function requestId(request: { headers: Record<string, string | string[] | undefined> }): string {
  const given = request.headers['x-request-id']
  return typeof given === 'string' && GIVEN_ID.test(given) ? given : newId()
}

/** X-Request-Id on every answer; one log line and one observation for each request, by the route's pattern. */
export function observe(app: HttpApp, { metrics }: Pick<Context, 'metrics'>): void {
  const seconds = metrics.histogram('http_request_seconds', 'Time to answer', ['method', 'route', 'status'])
  // Callbacks instead of promises, because these also run for every delivery of a provider.
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? '(none)'
    seconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
    logAnswer(request, reply, route)
    done()
  })
}

/** Query strings and bodies are not logged: they may hold tokens, phone numbers and people's words. */
function logAnswer(request: FastifyRequest, reply: FastifyReply, route: string): void {
  const level = levelOf(request, reply.statusCode)
  const line = {
    method: request.method,
    route,
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime * 10) / 10,
    tenantId: request.principal?.tenantId,
    callerId: request.principal?.id,
  }
  request.log[level](line, 'answered')
}

/**
 * What a known caller did with the API is what people look for. Deliveries of providers are counted instead, and so is what was
 * refused: a flood must not fill the disk.
 */
function levelOf({ principal }: FastifyRequest, status: number): 'warn' | 'info' | 'debug' {
  if (status >= 500) return 'warn'
  return principal && status !== 429 ? 'info' : 'debug'
}

/** The trace of a request for those that work on because of it. */
export const traceOf = ({ span }: FastifyRequest): string | undefined => span?.traceparent

/**
 * A span for each request of the API, in the caller's trace when they name one. The trace's id stands in every log line of the request
 * and goes back as X-Trace-Id. Deliveries of providers begin traces of their own where they are stored.
 */
export function traceRequests(app: HttpApp, { tracing }: Pick<Context, 'tracing'>): void {
  if (!tracing) return
  app.addHook('onRequest', (request, reply, done) => {
    if (!isLimited(request)) return done()
    const { method, routeOptions, headers } = request
    const from = parseTraceparent(headers.traceparent) ? String(headers.traceparent) : undefined
    const facts = { 'http.request.method': method, 'http.route': routeOptions.url ?? '(none)' }
    const span = tracing.begin(`${method} ${facts['http.route']}`, 'server', facts, from)
    if (!span) return done()
    request.span = span
    request.log = request.log.child({ traceId: traceIdOf(span.traceparent) })
    reply.header('x-trace-id', traceIdOf(span.traceparent))
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    request.span?.end(reply.statusCode >= 500 ? `answered ${reply.statusCode}` : undefined)
    done()
  })
}
