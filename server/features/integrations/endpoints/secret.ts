import { randomBytes } from 'node:crypto'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { SealedColumn, SecretBox } from '../../../platform/secrets/index.ts'

/** As Standard Webhooks writes secrets: the key in base64 behind this. */
const PREFIX = 'whsec_'
const KEY_BYTES = 32

export const newSecret = (): string => PREFIX + randomBytes(KEY_BYTES).toString('base64')

/** The bytes that sign. */
export const keyOf = (secret: string): Buffer =>
  Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64')

/** Bound to business and endpoint: moved to another one, it cannot be opened. */
const place = (tenantId: Uuid, endpointId: Uuid) => `${tenantId}/webhook/${endpointId}`

export const sealSecret = (box: SecretBox, tenantId: Uuid, endpointId: Uuid, secret: string): Promise<Buffer> =>
  box.seal(tenantId, secret, place(tenantId, endpointId))

export const unsealSecret = (box: SecretBox, tenantId: Uuid, endpointId: Uuid, sealed: Buffer): Promise<string> =>
  box.open(tenantId, sealed, place(tenantId, endpointId))

/** The key that each of these secrets is. */
export const keysIn = (
  box: SecretBox,
  tenantId: Uuid,
  endpointId: Uuid,
  sealed: ReadonlyArray<Buffer | null>,
): Promise<Buffer[]> =>
  Promise.all(
    sealed.filter(one => one !== null).map(async one => keyOf(await unsealSecret(box, tenantId, endpointId, one))),
  )

/** Where secrets are stored. */
export const SECRET_COLUMNS: readonly SealedColumn[] = [
  { table: 'webhook_endpoint', id: 'id', column: 'secret', place },
  { table: 'webhook_endpoint', id: 'id', column: 'old_secret', place },
]
