import type { Config } from '../../../../../platform/config/index.ts'
import type { Credentials } from '../../../contract/transport.ts'

/** The account at Twilio that pays, signs deliveries and sends. */
export interface TwilioAccount {
  sid: string
  token: string
}

/**
 * The account of a channel: its own (a subaccount signs with its own token), or else the operator's. Undefined: the
 * channel has none, and the server has none any more.
 */
export function accountOf(
  config: Pick<Config, 'twilioMaster'>,
  { accountSid, authToken }: Credentials,
): TwilioAccount | undefined {
  if (accountSid && authToken) return { sid: accountSid, token: authToken }
  return config.twilioMaster
}

/** The header that proves the account to Twilio, and the secrets in it that must not be stored. */
export function basicAuth({ sid, token }: TwilioAccount): { authorization: string; secrets: string[] } {
  const encoded = Buffer.from(`${sid}:${token}`).toString('base64')
  return { authorization: `Basic ${encoded}`, secrets: [token, encoded] }
}
