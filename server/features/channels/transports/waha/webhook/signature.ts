import { hmacSha512, sameBytes } from '../../../../../platform/crypto/index.ts'

/** Hex of SHA-512. */
export const SIGNATURE_LENGTH = 128

/**
 * Whether `header` is exactly `hex HMAC-SHA512(key, body)` over these bytes; WAHA writes small digits. Lengths are
 * compared first, contents in constant time. An empty key signs nothing.
 */
export function isSignedBy(key: string, body: Buffer, header: unknown): boolean {
  if (key === '' || typeof header !== 'string' || header.length !== SIGNATURE_LENGTH) return false
  return sameBytes(Buffer.from(header, 'latin1'), Buffer.from(hmacSha512(key, body).toString('hex')))
}
