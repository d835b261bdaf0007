import { hmacSha256, sameBytes } from '../../../../../platform/crypto/index.ts'

const PREFIX = 'sha256='
const HEADER_LENGTH = PREFIX.length + 64

/** Whether a text can be an `X-Hub-Signature-256` at all; checked before any secret is looked up. */
export const looksSigned = (header: unknown): header is string =>
  typeof header === 'string' && header.length === HEADER_LENGTH && header.startsWith(PREFIX)

/**
 * Whether `header` is exactly `sha256=<hex HMAC-SHA256(secret, body)>` over these bytes; Meta writes small digits.
 * Lengths are compared first, contents in constant time. An empty secret signs nothing.
 */
export function isSigned(secret: string, body: Buffer, header: unknown): boolean {
  if (secret === '' || !looksSigned(header)) return false
  return sameBytes(Buffer.from(header, 'latin1'), Buffer.from(PREFIX + hmacSha256(secret, body).toString('hex')))
}
