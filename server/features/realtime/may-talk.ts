import type { Context } from '../../platform/context.ts'
import type { LiveSocket } from './live-socket.ts'

/** Far more than one person can do with a keyboard. */
const ATTENTION = { name: 'socket-attention', points: 300, perSeconds: 60 }
/** Whether a socket is a person's who works with conversations, and has not said too much lately. */
export async function mayTalk(context: Context, socket: LiveSocket): Promise<boolean> {
  const { principal } = socket.data
  if (principal.kind !== 'user' || !principal.permissions.has('conversations:read')) return false
  return (await context.limits.take(ATTENTION, `${principal.tenantId}:${principal.id}`)).allowed
}
