import { createHmac } from 'node:crypto'

const ESCAPED = /[\u0080-\uffff/@]/g

/**
 * JSON as Meta writes it: non-ASCII as lowercase \uXXXX, `/` as `\/`, `@` as \u0040 (recorded in contracts/meta). A
 * receiver that verifies a signature over re-serialised JSON instead of the received bytes fails on it.
 */
export function metaJson(value: unknown): string {
  return JSON.stringify(value).replace(ESCAPED, escapeOne)
}

function escapeOne(character: string): string {
  if (character === '/') return '\\/'
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** The value of `X-Hub-Signature-256` for exactly these bytes. */
export function signature(secret: string, body: Buffer): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}

/** Headers of a webhook call. */
export function signedHeaders(secret: string, body: Buffer): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'facebookexternalua',
    'x-hub-signature': `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`,
    'x-hub-signature-256': signature(secret, body),
  }
}

/** The outer object of every WhatsApp webhook. */
export function envelope(wabaId: string, field: string, value: unknown): Record<string, unknown> {
  return { object: 'whatsapp_business_account', entry: [{ id: wabaId, changes: [{ value, field }] }] }
}
