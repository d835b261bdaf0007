import { hmacSha512, sameBytes } from '../../../../../platform/crypto/index.ts'

/** Hex of SHA-512. */
export const SIGNATURE_LENGTH = 128

/**
 * Whether `header` is `hex HMAC-SHA512(key, body)` over exactly these bytes, to the letter: WAHA writes small digits. Length
 * first, contents in constant time. Nothing is signed with an empty key.
 */
export function isSignedBy(key: string, body: Buffer, header: unknown): boolean {
  if (key === '' || typeof header !== 'string' || header.length !== SIGNATURE_LENGTH) return false
  return sameBytes(Buffer.from(header, 'latin1'), Buffer.from(hmacSha512(key, body).toString('hex')))
}
