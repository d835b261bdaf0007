import { createECDH, randomBytes } from 'node:crypto'
import type { Subscription } from '../../platform/push/index.ts'

/** What a browser would give of itself, at a service that is not there unless it is told where. */
export function subscriptionOf(name: string, origin = 'http://127.0.0.1:9'): Subscription {
  const keys = createECDH('prime256v1')
  const p256dh = keys.generateKeys('base64url')
  return { endpoint: `${origin}/push/${name}`, keys: { p256dh, auth: randomBytes(16).toString('base64url') } }
}
