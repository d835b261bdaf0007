import { z } from 'zod'
import type { Context } from '../../../../../platform/context.ts'
import { randomToken } from '../../../../../platform/crypto/index.ts'
import { AppError, COMMON_ERRORS } from '../../../../../platform/errors/index.ts'
import type { Uuid } from '../../../../../platform/ids/index.ts'
import { mustCarrySecrets, vetUrl } from '../../../../../platform/outbound/index.ts'
import type { Credentials } from '../../../contract/transport.ts'
import { CHANNEL_ERRORS } from '../../../errors.ts'
import { countByAccount } from '../../../lifecycle/linked-phone.sql.ts'
import { secret } from '../../../lifecycle/secret.ts'
import { present } from '../../../reading/json.ts'
import { madeName, normalUrl, serverOf } from './server.ts'

/** Every field may be missing here; `completeCredentials` checks what must be there. */
export const credentialsSchema = z
  .strictObject({
    baseUrl: z
      .url({ protocol: /^https?$/, error: 'must be the http(s) address of a WAHA server' })
      .max(500)
      .optional(),
    apiKey: secret.optional(),
    session: z
      .string()
      .regex(/^[a-zA-Z0-9_-]{1,54}$/, 'must be a session name: letters, digits, - and _, at most 54')
      .optional(),
    hmacKey: z.string().trim().min(8, 'must have at least 8 characters').max(500).optional(),
  })
  .transform(given => present(given) as Record<string, string>)

/**
 * Completes the credentials of a channel. Without an address, the channel gets a session on the operator's server that
 * has the fewest, under a name that nobody else can have or ask for. With an address, it gets a session there, under a
 * given or a made-up name. WAHA signs with a key that only this channel has.
 *
 * @throws VALIDATION, WAHA_SERVER_REQUIRED, CHANNEL_NUMBER_FIXED, URL_NOT_ALLOWED, URL_NOT_ENCRYPTED, URL_UNRESOLVED
 */
export async function completeCredentials(
  context: Context,
  channel: { id: Uuid },
  given: Credentials,
  before?: Credentials,
): Promise<Credentials> {
  if (before) return replace(context, given, before)
  const hmacKey = given.hmacKey ?? randomToken(32)
  const made = madeName(channel.id)
  if (given.baseUrl === undefined) {
    if (given.apiKey !== undefined) throw missing('baseUrl', 'is required with an apiKey')
    if (given.session !== undefined) throw missing('baseUrl', 'is required to use a session of your own')
    return { baseUrl: await leastUsed(context), session: made, hmacKey }
  }
  const { baseUrl, apiKey } = given
  if (apiKey === undefined) throw missing('apiKey', 'is required with a baseUrl')
  return { baseUrl: await vetted(context, baseUrl), apiKey, session: given.session ?? made, hmacKey }
}

/** For a session on the operator's servers, a business can change only the signing key. */
async function replace(context: Context, given: Credentials, before: Credentials): Promise<Credentials> {
  const own = before.apiKey !== undefined
  if (!own && (given.baseUrl ?? given.apiKey ?? given.session) !== undefined) {
    throw new AppError(CHANNEL_ERRORS.CHANNEL_NUMBER_FIXED)
  }
  if (given.baseUrl === undefined) return { ...before, ...given }
  return { ...before, ...given, baseUrl: await vetted(context, given.baseUrl) }
}

async function vetted({ config }: Context, given: string): Promise<string> {
  const url = normalUrl(given)
  if (url === undefined) throw missing('baseUrl', 'must be the http(s) address of a WAHA server')
  mustCarrySecrets(url, config)
  const trusted = serverOf(config, { baseUrl: url, apiKey: '' })?.trusted
  await vetUrl(url, trusted ? { trustedOrigins: [url] } : {})
  return url
}

async function leastUsed({ config, db }: Context): Promise<string> {
  const urls = config.wahaServers.map(server => server.url)
  if (urls.length === 0) throw new AppError(CHANNEL_ERRORS.WAHA_SERVER_REQUIRED)
  const count = countByAccount('waha', urls)
  const rows = await db.system('how full a server is, is known across tenants', tx => tx.rows(count))
  const sessions = new Map(rows.map(row => [row.account, row.channels]))
  return urls.toSorted((a, b) => (sessions.get(a) ?? 0) - (sessions.get(b) ?? 0))[0]!
}

const missing = (field: string, message: string) =>
  new AppError(COMMON_ERRORS.VALIDATION, { details: [{ path: `body.credentials.${field}`, message }] })
