import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * AES-256-GCM: nonce, tag, body. Who opens it must name the same `about`, which is authenticated and not stored.
 *
 * @param key 32 bytes
 */
export function encrypt(key: Buffer, plain: string | Buffer, about: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(about)
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain)
  const rest = cipher.final()
  return Buffer.concat([nonce, cipher.getAuthTag(), body, rest])
}

/** Throws when the bytes were changed, moved to another place, or encrypted with another key. */
export function decrypt(key: Buffer, sealed: Buffer, about: Buffer): Buffer {
  const tagEnd = NONCE_BYTES + TAG_BYTES
  if (sealed.length < tagEnd) throw new Error('a sealed value is too short')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES))
  decipher.setAAD(about)
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, tagEnd))
  return Buffer.concat([decipher.update(sealed.subarray(tagEnd)), decipher.final()])
}

/** Compares in constant time; false when lengths differ. */
export function sameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

export const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest()

export const hmacSha512 = (key: string, data: Buffer): Buffer => createHmac('sha512', key).update(data).digest()

export const hmacSha256 = (key: string | Buffer, data: Buffer): Buffer =>
  createHmac('sha256', key).update(data).digest()

/** A random token of `bytes` bytes, base64url. */
export const randomToken = (bytes = 32): string => randomBytes(bytes).toString('base64url')
