import { z } from 'zod'
import type { Context } from '../../../../../platform/context.ts'
import { AppError, COMMON_ERRORS } from '../../../../../platform/errors/index.ts'
import { readPhone } from '../../../../../platform/phone/index.ts'
import type { Credentials } from '../../../contract/transport.ts'
import { present } from '../../../reading/json.ts'

/** An empty field of a form counts as missing. */
const blank = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value)
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blank, schema.optional())

const from = z
  .string()
  .max(100)
  .transform(text => readPhone(text, { bare: 'international' }).phone)
  .pipe(z.string('must be the WhatsApp sender as +212612345678 or whatsapp:+212612345678'))

const sid = (prefix: string, name: string) =>
  z
    .string()
    .trim()
    .regex(new RegExp(`^${prefix}[0-9A-Za-z]{2,62}$`), `must be the ${name} (${prefix}…)`)

/**
 * Every field may be missing here, because a change gives only what changes. `completeCredentials` checks what must be
 * there.
 */
export const credentialsSchema = z
  .strictObject({
    from: optional(from),
    accountSid: optional(sid('AC', 'Account SID')),
    authToken: optional(z.string().trim().min(1).max(200)),
    messagingServiceSid: optional(sid('MG', 'Messaging Service SID')),
  })
  .transform(given => present(given) as Record<string, string>)

const refuse = (field: string, message: string): AppError =>
  new AppError(COMMON_ERRORS.VALIDATION, { details: [{ path: `body.credentials.${field}`, message }] })

/** Throws VALIDATION unless there is a sender and an account, the business's own or the operator's. */
export async function completeCredentials(
  { config }: Context,
  _channel: unknown,
  given: Credentials,
  before: Credentials = {},
): Promise<Credentials> {
  const credentials = { ...before, ...given }
  const { from: sender, accountSid, authToken } = credentials
  if (!sender) throw refuse('from', 'Give the WhatsApp sender, like +212612345678.')
  if (accountSid && !authToken) throw refuse('authToken', 'Give the Auth Token of the account, too.')
  if (authToken && !accountSid) throw refuse('accountSid', 'Give the Account SID that the Auth Token belongs to.')
  if (!accountSid && !config.twilioMaster) {
    throw refuse(
      'accountSid',
      'This server has no Twilio account of its own. Give Account SID (accountSid) and Auth Token (authToken) of yours.',
    )
  }
  return credentials
}
