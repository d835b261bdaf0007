import { createHmac } from 'node:crypto'
import { sameBytes } from '../../../../platform/crypto/index.ts'
import type { Uuid } from '../../../../platform/ids/index.ts'

/** The variants of a file that a link can open. */
export const VARIANTS = ['original', 'thumbnail'] as const
export type Variant = (typeof VARIANTS)[number]

/** What a link allows: its holder may read this file until it expires, and nothing else. */
export interface Pass {
  tenantId: Uuid
  mediaId: Uuid
  variant: Variant
  /** Seconds since 1970. */
  expires: number
}

const VERSION = 1
/** Version, variant, expiry, tenant, file; then the signature. */
const BODY_BYTES = 1 + 1 + 4 + 16 + 16
const SIGNATURE_BYTES = 32

/** A key for links only: a signature made with it is valid nowhere else. */
export const passKey = (authSecret: string): Buffer => createHmac('sha256', authSecret).update('media link 1').digest()

/** The pass as text that fits into a web address. */
export function signPass(key: Buffer, { tenantId, mediaId, variant, expires }: Pass): string {
  const body = Buffer.alloc(BODY_BYTES)
  body.writeUInt8(VERSION, 0)
  body.writeUInt8(VARIANTS.indexOf(variant), 1)
  body.writeUInt32BE(expires, 2)
  body.set(bytesOf(tenantId), 6)
  body.set(bytesOf(mediaId), 22)
  return Buffer.concat([body, signatureOf(key, body)]).toString('base64url')
}

/** Reads a pass; undefined when we did not sign it, it was changed, or it has expired. */
export function readPass(key: Buffer, text: string, now: Date): Pass | undefined {
  const bytes = Buffer.from(text, 'base64url')
  // A pass has exactly one spelling: another text that decodes to the same bytes is refused too.
  if (bytes.length !== BODY_BYTES + SIGNATURE_BYTES || bytes.toString('base64url') !== text) return undefined
  const body = bytes.subarray(0, BODY_BYTES)
  if (!sameBytes(signatureOf(key, body), bytes.subarray(BODY_BYTES))) return undefined
  const variant = VARIANTS[body.readUInt8(1)]
  const expires = body.readUInt32BE(2)
  if (body.readUInt8(0) !== VERSION || !variant || expires * 1000 <= now.getTime()) return undefined
  return { tenantId: uuidOf(body.subarray(6, 22)), mediaId: uuidOf(body.subarray(22, 38)), variant, expires }
}

const signatureOf = (key: Buffer, body: Buffer): Buffer => createHmac('sha256', key).update(body).digest()

const bytesOf = (id: Uuid): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex')

const uuidOf = (bytes: Buffer): Uuid =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
