import type { DefaultEventsMap, Server, Socket } from 'socket.io'
import type { Principal } from '../../platform/http/index.ts'
import type { ConversationAttention } from './attention.ts'
import type { Quality } from './presence/quality.ts'
import type { LiveEvent } from './schema.ts'

export interface ServerEvents {
  event: (event: LiveEvent) => void
  reset: () => void
  /** A conversation that the person sees no more: it was given to others. */
  hidden: (payload: { conversationId: string }) => void
  /** Why the socket is closed next. */
  refused: (refusal: { code: string; message: string }) => void
  typing: (payload: unknown) => void
  viewing: (payload: unknown) => void
  presence: (payload: unknown) => void
  /** How the line does, after each heartbeat. */
  quality: (quality: Quality) => void
}
type ClientEvents = Record<string, (input: unknown, answer?: unknown) => void>
export interface SocketData {
  token: string
  /** Where it comes from: a key may be bound to addresses. */
  address: string
  principal: Principal
  /** What this socket looks at and types in. Each is stored as the sign that ends it. */
  attention: Map<string, ConversationAttention>
}
export type LiveSocket = Socket<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>
export type LiveServer = Server<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>

/** The room of a business: in it are the sockets of those who see all conversations. */
export const room = (tenantId: string) => `t:${tenantId}`
/** The sockets of the others, who are told of what they see. */
export const limitedRoom = (tenantId: string) => `s:${tenantId}`
