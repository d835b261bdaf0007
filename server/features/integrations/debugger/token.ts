import { createHmac } from 'node:crypto'
import { sameBytes } from '../../../platform/crypto/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** Whose debugger an address is. */
export interface DebuggerPlace {
  tenantId: Uuid
  id: Uuid
}

export const DEBUG_PATH = '/hooks/debug'
const BODY_BYTES = 32
const SIGNATURE_BYTES = 16

/** A key for these addresses only. */
const keyOf = (authSecret: string): Buffer => createHmac('sha256', authSecret).update('webhook debugger 1').digest()

const signatureOf = (authSecret: string, body: Buffer): Buffer =>
  createHmac('sha256', keyOf(authSecret)).update(body).digest().subarray(0, SIGNATURE_BYTES)

/** The last part of a debugger's address: nobody can guess one, and it names the business, which has no other way to be known. */
export function debuggerToken(authSecret: string, { tenantId, id }: DebuggerPlace): string {
  const body = Buffer.from((tenantId + id).replaceAll('-', ''), 'hex')
  return Buffer.concat([body, signatureOf(authSecret, body)]).toString('base64url')
}

/** Undefined when we did not make it. */
export function readDebuggerToken(authSecret: string, token: string): DebuggerPlace | undefined {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== BODY_BYTES + SIGNATURE_BYTES || bytes.toString('base64url') !== token) return undefined
  const body = bytes.subarray(0, BODY_BYTES)
  if (!sameBytes(signatureOf(authSecret, body), bytes.subarray(BODY_BYTES))) return undefined
  return { tenantId: uuidOf(body.subarray(0, 16)), id: uuidOf(body.subarray(16)) }
}

const uuidOf = (bytes: Buffer): Uuid =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
