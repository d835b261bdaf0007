import { randomBytes } from 'node:crypto'
import type { SecretBox } from '../../../platform/crypto/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** As Standard Webhooks writes secrets: the key in base64 behind this. */
const PREFIX = 'whsec_'
const KEY_BYTES = 32

export const newSecret = (): string => PREFIX + randomBytes(KEY_BYTES).toString('base64')

/** The bytes that sign. */
export const keyOf = (secret: string): Buffer =>
  Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64')

/** Bound to business and endpoint: moved to another one, it cannot be opened. */
const place = (tenantId: Uuid, endpointId: Uuid) => `${tenantId}/webhook/${endpointId}`

export const sealSecret = (box: SecretBox, tenantId: Uuid, endpointId: Uuid, secret: string): Buffer =>
  box.seal(secret, place(tenantId, endpointId))

export const unsealSecret = (box: SecretBox, tenantId: Uuid, endpointId: Uuid, sealed: Buffer): string =>
  box.open(sealed, place(tenantId, endpointId))
