import { createHmac, randomBytes } from 'node:crypto'
import { sameBytes } from '../../../platform/crypto/index.ts'

/** As every authenticator app reads it: RFC 6238 with SHA-1, six digits, half a minute. */
const STEP_SECONDS = 30
const DIGITS = 6
const KEY_BYTES = 20
/** A phone's clock may be wrong by one step, either way. */
const DRIFT = 1
const ISSUER = 'Tawsil'
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export const newTotpKey = (): Buffer => randomBytes(KEY_BYTES)

/** The code of one step. */
export function codeOf(key: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', key).update(counter).digest()
  const from = digest[digest.length - 1]! & 15
  return String((digest.readUInt32BE(from) & 0x7fff_ffff) % 10 ** DIGITS).padStart(DIGITS, '0')
}

export const stepAt = (moment: Date): number => Math.floor(moment.getTime() / 1000 / STEP_SECONDS)

/** The step whose code this is, among those that a clock may show now; null: none. */
export function stepOf(key: Buffer, code: string, now: Date): number | null {
  const current = stepAt(now)
  const given = Buffer.from(code)
  let found: number | null = null
  for (let step = current - DRIFT; step <= current + DRIFT; step++) {
    if (sameBytes(given, Buffer.from(codeOf(key, step)))) found = step
  }
  return found
}

/** What apps read from the picture. */
export function totpUri(key: Buffer, account: string): string {
  const name = `${ISSUER}:${account}`
  const query = new URLSearchParams({ secret: base32(key), issuer: ISSUER })
  return `otpauth://totp/${encodeURIComponent(name)}?${query}`
}

/** The same key for who types it. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map(five => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}
