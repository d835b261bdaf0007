import type { z } from 'zod'
import { AppError, COMMON_ERRORS } from '../../../platform/errors/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { SealedColumn, SecretBox } from '../../../platform/secrets/index.ts'
import type { Credentials } from '../contract/transport.ts'

/** Bound to tenant and row: when they are copied to another channel, they cannot be opened. */
const place = (tenantId: Uuid, channelId: Uuid) => `${tenantId}/${channelId}`

export const sealCredentials = (
  secrets: SecretBox,
  tenantId: Uuid,
  channelId: Uuid,
  credentials: Credentials,
): Promise<Buffer> => secrets.seal(tenantId, JSON.stringify(credentials), place(tenantId, channelId))

/** Throws when the bytes were changed, moved, or sealed with another key, and SECRETS_UNAVAILABLE. */
export const unsealCredentials = async (
  secrets: SecretBox,
  tenantId: Uuid,
  channelId: Uuid,
  sealed: Buffer,
): Promise<Credentials> => JSON.parse(await secrets.open(tenantId, sealed, place(tenantId, channelId))) as Credentials

/** Where credentials are stored. */
export const CREDENTIAL_COLUMNS: readonly SealedColumn[] = [
  { table: 'channel', id: 'id', column: 'credentials', place },
  { table: 'channel_farewell', id: 'channel_id', column: 'credentials', place },
]

/** The credentials that a person or program gave, as the schema makes them. Throws VALIDATION naming each field. */
export function parseCredentials(schema: z.ZodType<Record<string, string>>, given: unknown): Credentials {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const details = parsed.error.issues.map(issue => ({
    path: ['body', 'credentials', ...issue.path].join('.'),
    message: issue.message,
  }))
  throw new AppError(COMMON_ERRORS.VALIDATION, { details })
}
