import type { Channel, Conversation, Health, Me, Message, Order, Session, Tenant } from './types.ts'

interface Op<Q, P, B, R> {
  parameters: P extends Id ? { query?: Q; path: P } : { query?: Q; path?: never }
  requestBody?: B extends undefined ? never : { content: { 'application/json': B } }
  responses: { 200: { content: { 'application/json': R } } }
}
interface One<T> {
  success: true
  data: T
}
interface Many<T> extends One<T[]> {
  meta: { pagination: { limit: number; nextCursor: string | null } }
}
type None = Record<never, never>
type Id = { id: string }
type Body = Record<string, unknown>

export interface paths {
  '/health': { get: Op<None, None, undefined, Health> }
  '/api/v1/auth/login': { post: Op<None, None, { email: string; password: string }, One<Session>> }
  '/api/v1/auth/register': { post: Op<None, None, object, One<Session>> }
  '/api/v1/auth/refresh': { post: Op<None, None, { refreshToken: string }, One<Session>> }
  '/api/v1/auth/logout': { post: Op<None, None, undefined, One<unknown>> }
  '/api/v1/auth/me': { get: Op<None, None, undefined, One<Me>> }
  '/api/v1/tenant': {
    get: Op<None, None, undefined, One<Tenant>>
    patch: Op<None, None, Body, One<Tenant>>
  }
  '/api/v1/users': { get: Op<Body, None, undefined, Many<{ id: string; name: string; email: string; role: string }>> }
  '/api/v1/channels': {
    get: Op<Body, None, undefined, Many<Channel>>
    post: Op<None, None, { provider: string; name: string; credentials: Body }, One<Channel>>
  }
  '/api/v1/channels/{id}': {
    get: Op<None, Id, undefined, One<Channel>>
    patch: Op<None, Id, { name: string }, One<Channel>>
    delete: Op<None, Id, undefined, One<unknown>>
  }
  '/api/v1/channels/{id}/test': { post: Op<None, Id, undefined, One<Channel>> }
  '/api/v1/simulator/messages': { post: Op<None, None, Body, One<unknown>> }
  '/api/v1/simulator/statuses': { post: Op<None, None, Body, One<unknown>> }
  '/api/v1/conversations': { get: Op<Body, None, undefined, Many<Conversation>> }
  '/api/v1/conversations/{id}': {
    get: Op<None, Id, undefined, One<Conversation>>
    patch: Op<None, Id, Body, One<Conversation>>
  }
  '/api/v1/conversations/{id}/read': { post: Op<None, Id, undefined, One<Conversation>> }
  '/api/v1/conversations/{id}/messages': {
    get: Op<{ limit?: number; before?: number; after?: number }, Id, undefined, Many<Message>>
    post: Op<None, Id, Body, One<Message>>
  }
  '/api/v1/orders': { get: Op<Body, None, undefined, Many<Order>> }
  '/api/v1/orders/{id}': { get: Op<None, Id, undefined, One<Order>> }
  '/api/v1/orders/{id}/history': {
    get: Op<
      None,
      Id,
      undefined,
      One<Array<{ id: string; to: Order['status']; actor: { kind: string; id: string | null }; at: string }>>
    >
  }
  '/api/v1/orders/{id}/status': { patch: Op<None, Id, { status: string }, One<Order>> }
}
