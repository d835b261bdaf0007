/** The headers of a webhook, by lower-case name. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | string[] | undefined>>

const TOLERANCE_SECONDS = 300
const PREFIX = 'whsec_'

/**
 * Checks that a webhook comes from Tawsil (Standard Webhooks) and gives its content. While a secret is being replaced, one of several
 * signatures fits.
 *
 * @param body the bytes or the text as they came: JSON that was read and written again has another signature
 * @throws Error when it is not signed with the secret, or older than five minutes
 */
export async function verifyWebhook(
  secret: string,
  headers: WebhookHeaders,
  body: string | Uint8Array,
): Promise<unknown> {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(name =>
    read(headers, name),
  )
  if (!id || !timestamp || !signatures) throw new Error('This is no webhook: its headers are missing.')
  const age = Math.abs(Date.now() / 1000 - Number(timestamp))
  if (!(age <= TOLERANCE_SECONDS)) throw new Error('This webhook is too old, or one of the clocks is wrong.')
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body)
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${text}`)
  const key = await crypto.subtle.importKey('raw', bytesOf(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'verify',
  ])
  for (const one of signatures.split(' ')) {
    const [version, signature = ''] = one.split(',')
    // Compared by the library, in the same time whatever is wrong.
    if (version === 'v1' && (await crypto.subtle.verify('HMAC', key, bytesOf(signature), signed)))
      return JSON.parse(text)
  }
  throw new Error('The signature does not fit. Check the secret, and give the body as it came.')
}

function read(headers: WebhookHeaders, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}

/** What Base64 holds; nothing when it is none. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) return new Uint8Array()
  return Uint8Array.from(atob(plain), sign => sign.charCodeAt(0))
}
