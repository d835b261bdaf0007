import { hmacSha256 } from '../../../platform/crypto/index.ts'
import { type ShownEvent, type StoredEvent, showEvent } from '../../../platform/events/index.ts'

/** What is sent, as Standard Webhooks has it: type, timestamp, data. What stands beside them says more about the event. */
export interface WebhookBody {
  type: string
  timestamp: string
  data: ShownEvent['data']
  id: string
  version: number
  aggregate: ShownEvent['aggregate']
  actor: ShownEvent['actor']
}

export function bodyOf(event: StoredEvent): WebhookBody {
  const { id, type, version, at, aggregate, actor, data } = showEvent(event)
  return { type, timestamp: at, data, id, version, aggregate, actor }
}

/** `v1,…` for each key, with spaces between: whoever knows one of the secrets can verify. */
export const signatureOf = (keys: readonly Buffer[], id: string, seconds: number, body: string): string =>
  keys.map(key => `v1,${hmacSha256(key, Buffer.from(`${id}.${seconds}.${body}`)).toString('base64')}`).join(' ')

export interface SignedMessage {
  headers: Record<string, string>
  signature: string
}

/** What is sent beside the body. */
export const headersOf = (id: string, seconds: number, signature: string): Record<string, string> => ({
  'content-type': 'application/json',
  'user-agent': 'Tawsil-Webhooks/1 (+https://www.standardwebhooks.com)',
  'webhook-id': id,
  'webhook-timestamp': `${seconds}`,
  'webhook-signature': signature,
})

/** @param id stays the same however often the event is sent */
export function sign(keys: readonly Buffer[], id: string, at: Date, body: string): SignedMessage {
  const seconds = Math.floor(at.getTime() / 1000)
  const signature = signatureOf(keys, id, seconds, body)
  return { signature, headers: headersOf(id, seconds, signature) }
}
