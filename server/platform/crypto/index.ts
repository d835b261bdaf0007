import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Seals secrets with AES-256-GCM. `context` (tenant and row) is authenticated: a value moved elsewhere does not open. */
export interface SecretBox {
  seal(plain: string, context: string): Buffer
  /** Throws when the value was changed, moved to another row, or sealed with another key. */
  open(sealed: Buffer, context: string): string
}

/** @param key 32 bytes */
export function createSecretBox(key: Buffer): SecretBox {
  return {
    seal(plain, context) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      cipher.setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), body])
    },
    open(sealed, context) {
      if (sealed[0] !== VERSION) throw new Error('sealed value has an unknown version')
      const nonce = sealed.subarray(1, 1 + NONCE_BYTES)
      const tag = sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES)
      const decipher = createDecipheriv('aes-256-gcm', key, nonce)
      decipher.setAAD(Buffer.from(context))
      decipher.setAuthTag(tag)
      return decipher.update(sealed.subarray(1 + NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    },
  }
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
