import type { SecretBox } from '../../../platform/crypto/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { Credentials } from '../contract/transport.ts'

/** Bound to tenant and row: copied to another channel they do not open. */
const place = (tenantId: Uuid, channelId: Uuid) => `${tenantId}/${channelId}`

export const sealCredentials = (
  secrets: SecretBox,
  tenantId: Uuid,
  channelId: Uuid,
  credentials: Credentials,
): Buffer => secrets.seal(JSON.stringify(credentials), place(tenantId, channelId))

/** Throws when the bytes were changed, moved, or sealed with another key. */
export const unsealCredentials = (secrets: SecretBox, tenantId: Uuid, channelId: Uuid, sealed: Buffer): Credentials =>
  JSON.parse(secrets.open(sealed, place(tenantId, channelId))) as Credentials
