import { argon2Sync, randomBytes, scryptSync } from 'node:crypto'
import { sameBytes } from '../../../platform/crypto/index.ts'

/** OWASP's advice for argon2id: 19 MiB, two passes, one lane. In KiB, as the algorithm counts. */
const ADVICE = { memory: 19_456, passes: 2, parallelism: 1 }
const SALT_BYTES = 16
const TAG_BYTES = 32
/** Only we write hashes, and never with more memory than this. */
const MOST_MEMORY = 1_048_576
const MOST_PASSES = 16

/** A hash in the PHC string format: `$argon2id$v=19$m=19456,t=2,p=1$salt$tag`. Keeps the processor busy for long. */
export function hashNow(password: string): string {
  const salt = randomBytes(SALT_BYTES)
  const { memory, passes, parallelism } = ADVICE
  const tag = argon2(password, salt, ADVICE, TAG_BYTES)
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`
}

export interface Verified {
  right: boolean
  /** The hash was made in another way than new ones are. */
  outdated: boolean
}

export function verifyNow(hash: string, password: string): Verified {
  const parsed = PHC.exec(hash)?.groups
  if (!parsed) return { right: verifyScrypt(hash, password), outdated: true }
  const found = { memory: Number(parsed.m), passes: Number(parsed.t), parallelism: Number(parsed.p) }
  if (found.memory > MOST_MEMORY || found.passes > MOST_PASSES) return { right: false, outdated: true }
  const tag = Buffer.from(parsed.tag!, 'base64')
  const right = sameBytes(argon2(password, Buffer.from(parsed.salt!, 'base64'), found, tag.length), tag)
  const same = found.memory === ADVICE.memory && found.passes === ADVICE.passes && found.parallelism === 1
  return { right, outdated: !same }
}

const PHC =
  /^\$argon2id\$v=19\$m=(?<m>\d{1,8}),t=(?<t>\d{1,3}),p=(?<p>\d{1,2})\$(?<salt>[\w+/]{11,86})\$(?<tag>[\w+/]{22,86})$/

const argon2 = (password: string, nonce: Buffer, cost: typeof ADVICE, tagLength: number): Buffer =>
  argon2Sync('argon2id', { message: password.normalize('NFKC'), nonce, tagLength, ...cost })

/** The identity library's own format, which was used here before: `salt:key` in hex. */
function verifyScrypt(hash: string, password: string): boolean {
  const [, salt, key] = /^([0-9a-f]{32}):([0-9a-f]{128})$/.exec(hash) ?? []
  if (salt === undefined || key === undefined) return false
  const cost = { N: 16_384, r: 16, p: 1, maxmem: 128 * 16_384 * 16 * 2 }
  return sameBytes(scryptSync(password.normalize('NFKC'), salt, 64, cost), Buffer.from(key, 'hex'))
}

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')
