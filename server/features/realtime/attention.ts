import type { Context } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/index.ts'
import { showId, type Uuid } from '../../platform/ids/index.ts'

/** What somebody does in a conversation. */
export interface ConversationAttention {
  kind: 'typing' | 'viewing'
  conversationId: string
  on: boolean
}

/** Signs between colleagues: typing, viewing, presence. Never stored here; lost when nobody listens. */
export type Attention = ConversationAttention | { kind: 'presence'; status: string }

/** Its form between processes. */
export interface AttentionMessage {
  tenantId: Uuid
  /** The socket that sent it, which does not get it back. */
  from: string
  /** Set: only this socket gets it. */
  to?: string
  kind: Attention['kind']
  payload: Record<string, unknown>
}

const TOPIC = 'realtime.attention'

/** Sends what one socket said to every process; with `to`, only that one socket gets it. */
export function tell(
  context: Context,
  principal: Principal,
  socketId: string,
  attention: Attention,
  to?: string,
): Promise<void> {
  const { kind, ...rest } = attention
  const user = { id: showId('user', principal.id), name: principal.name }
  const message: AttentionMessage = {
    tenantId: principal.tenantId,
    from: socketId,
    kind,
    payload: { ...rest, user },
    ...(to !== undefined && { to }),
  }
  return context.pubsub.publish(TOPIC, message)
}

/** Calls `listener` for what sockets of any process say. @returns how to stop */
export function hear(context: Context, onMessage: (message: AttentionMessage) => void): Promise<() => Promise<void>> {
  return context.pubsub.subscribe(TOPIC, message => onMessage(message as AttentionMessage))
}
