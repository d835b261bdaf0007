import { z } from 'zod'
import type { Context } from '../../../../../platform/context.ts'
import { randomToken } from '../../../../../platform/crypto/index.ts'
import { AppError } from '../../../../../platform/errors/index.ts'
import type { Credentials } from '../../../contract/transport.ts'
import { CHANNEL_ERRORS } from '../../../errors.ts'
import { parseCredentials } from '../../../lifecycle/credentials.ts'
import { secret } from '../../../lifecycle/secret.ts'
import { present } from '../../../reading/json.ts'

/** At Meta ids are digits; numbers are accepted too, because people copy them as such. */
const id = z
  .union([z.string().trim(), z.number().int().transform(String)])
  .pipe(z.string().regex(/^[\x21-\x7e]{1,100}$/, 'must be the id that WhatsApp Manager shows'))

const FIELDS = z.strictObject({
  phoneNumberId: id,
  wabaId: id,
  accessToken: secret,
  appSecret: secret.optional(),
  verifyToken: z.string().trim().min(1).max(200).optional(),
})

const texts = (given: object) => present(given) as Record<string, string>

/**
 * Every field may be missing here, because a change gives only what changes. `completeCredentials` checks what must be
 * there.
 */
export const credentialsSchema = FIELDS.partial().transform(texts)

const complete = FIELDS.transform(texts)

/** Makes up the verify token. Throws VALIDATION naming what is missing, or APP_SECRET_REQUIRED. */
export async function completeCredentials(
  { config }: Context,
  _channel: unknown,
  given: Credentials,
  before: Credentials = {},
): Promise<Credentials> {
  const credentials = parseCredentials(complete, { ...before, ...given })
  if (!credentials.appSecret && !config.metaAppSecret) throw new AppError(CHANNEL_ERRORS.APP_SECRET_REQUIRED)
  return { ...credentials, verifyToken: credentials.verifyToken ?? randomToken(24) }
}
