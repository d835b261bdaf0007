import { decrypt, encrypt } from '../crypto/index.ts'
import type { Uuid } from '../ids/index.ts'
import type { SecretOwner } from './port.ts'

/**
 * What sealed values look like. 1: sealed with ENCRYPTION_KEY itself, before there were data keys. 2: with a data key, whose id
 * follows. Both end with what `encrypt` makes.
 */
const ONE = 1
const TWO = 2
const ID_BYTES = 16

/** Its first bytes; two values begin alike when the same key sealed them. */
export const HEADER_BYTES = 1 + ID_BYTES

export const headerOf = (keyId: Uuid): Buffer =>
  Buffer.concat([Buffer.of(TWO), Buffer.from(keyId.replaceAll('-', ''), 'hex')])

export const sealWithDataKey = (
  key: { id: Uuid; bytes: Buffer },
  owner: SecretOwner,
  plain: string,
  place: string,
): Buffer => {
  const header = headerOf(key.id)
  return Buffer.concat([header, encrypt(key.bytes, plain, about(header, owner, place))])
}

export const openWithDataKey = (key: Buffer, owner: SecretOwner, sealed: Buffer, place: string): string =>
  decrypt(key, sealed.subarray(HEADER_BYTES), about(sealed.subarray(0, HEADER_BYTES), owner, place)).toString('utf8')

/** The id of the data key that sealed it; undefined: it was sealed with ENCRYPTION_KEY itself. Throws when it is neither. */
export function keyIdIn(sealed: Buffer): Uuid | undefined {
  if (sealed[0] === ONE) return undefined
  if (sealed[0] !== TWO || sealed.length < HEADER_BYTES) throw new Error('a sealed value has an unknown version')
  const hex = sealed.toString('hex', 1, HEADER_BYTES)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-') as Uuid
}

export const sealWithOneKey = (key: Buffer, plain: string, place: string): Buffer =>
  Buffer.concat([Buffer.of(ONE), encrypt(key, plain, Buffer.from(place))])

/** Tries one key after the other. Throws the last error when none opens it. */
export function openWithOneOf(keys: readonly Buffer[], sealed: Buffer, place: string): string {
  let problem: unknown = new Error('a sealed value needs ENCRYPTION_KEY, which is not set')
  for (const key of keys) {
    try {
      return decrypt(key, sealed.subarray(1), Buffer.from(place)).toString('utf8')
    } catch (error) {
      problem = error
    }
  }
  throw problem
}

const about = (header: Buffer, owner: SecretOwner, place: string) =>
  Buffer.concat([header, Buffer.from(`${owner ?? ''}\n${place}`)])
