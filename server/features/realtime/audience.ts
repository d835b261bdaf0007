import type { Permission, Principal } from '../../platform/http/index.ts'

/** What a client may subscribe to. */
export const CHANNELS = ['messages', 'orders', 'conversations', 'deliveries', 'notifications'] as const
export type ChannelName = (typeof CHANNELS)[number]

interface Audience {
  channel: ChannelName
  needs: Permission
}

/** By the noun of the event's type. Events of other nouns are not sent to clients. */
const AUDIENCES: Record<string, Audience> = {
  message: { channel: 'messages', needs: 'conversations:read' },
  conversation: { channel: 'conversations', needs: 'conversations:read' },
  contact: { channel: 'conversations', needs: 'contacts:read' },
  order: { channel: 'orders', needs: 'orders:read' },
  delivery: { channel: 'deliveries', needs: 'orders:read' },
  channel: { channel: 'notifications', needs: 'channels:read' },
  dead_letter: { channel: 'notifications', needs: 'operations:read' },
  webhook_endpoint: { channel: 'notifications', needs: 'webhooks:read' },
  usage: { channel: 'notifications', needs: 'tenant:read' },
  tenant: { channel: 'notifications', needs: 'tenant:read' },
  job: { channel: 'notifications', needs: 'tenant:read' },
}

/** Whether a client that is subscribed to these channels gets events of this type. */
export function hears(
  { permissions }: Pick<Principal, 'permissions'>,
  channels: ReadonlySet<ChannelName>,
  eventType: string,
): boolean {
  const audience = AUDIENCES[eventType.slice(0, eventType.indexOf('.'))]
  return audience !== undefined && channels.has(audience.channel) && permissions.has(audience.needs)
}
