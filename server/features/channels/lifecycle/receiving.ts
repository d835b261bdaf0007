import { isPublicHost } from '../../../platform/outbound/index.ts'
import type { Webhook } from '../contract/transport.ts'

/** Whether webhooks arrive, for a channel whose callback URL a person enters at the provider. */
export type Receiving =
  /** The provider cannot call this server's address (PUBLIC_URL). */
  | 'unreachable'
  /** It has not called yet: nothing was entered, or nothing was sent. */
  | 'waiting'
  /** A handshake or a signed delivery has come. */
  | 'proven'

/** Null where there is nothing to enter. A webhook that has come is proof, whatever the address looks like. */
export function receivingOf(
  publicUrl: string,
  webhook: Webhook | undefined,
  { webhookAt, lastInboundAt }: { webhookAt: Date | null; lastInboundAt: Date | null },
): Receiving | null {
  if (webhook?.enteredBy !== 'person') return null
  if (webhookAt || lastInboundAt) return 'proven'
  const { protocol, hostname } = new URL(publicUrl)
  const reachable = isPublicHost(hostname) && (protocol === 'https:' || !webhook.httpsOnly)
  return reachable ? 'waiting' : 'unreachable'
}
